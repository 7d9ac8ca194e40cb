"""The GitHub workflows of a generated service, run."""

from pathlib import Path

import pytest

from tests.pipelines.conftest import Locked, MakeServer
from tests.pipelines.github.events import pull_request, push
from tests.rendering import Variant

pytestmark = pytest.mark.slow

SERVICE = Variant("bare", "sqlite", "github")


def test_push_green_service_is_green(github: MakeServer, locked: Locked) -> None:
    server = github(locked(SERVICE))
    server.origin.push("feature")

    run = server.trigger(push("feature"))

    assert run.results == {"fast": "success", "full": "skipped"}, run.log


def test_pull_request_green_service_is_green_with_summary_and_report(
    github: MakeServer, locked: Locked
) -> None:
    server = github(locked(SERVICE))
    server.origin.push("feature")
    server.origin.open_request("feature")

    run = server.trigger(pull_request("feature"))

    assert run.results == {"fast": "skipped", "full": "success"}, run.log
    assert "**TOTAL**" in run.jobs[-1].summary
    assert (run.artifacts / "coverage/index.html").is_file()


def test_push_failing_unit_test_is_red_in_its_step(github: MakeServer, locked: Locked) -> None:
    server = github(locked(SERVICE))
    server.origin.push("feature", plant_failing_test)

    run = server.trigger(push("feature"))

    failed = [step.name for step in run.jobs[0].steps if step.outcome == "failure"]
    assert run.red == ["fast"]
    assert failed == ["Unit tests"]


def plant_failing_test(service: Path) -> None:
    """Write a unit test that fails."""
    heading, name = '"""Planted."""', "test_measure_two_letters_gives_three"
    body = f'{heading}\n\n\ndef {name}() -> None:\n    assert len("ab") == 3\n'
    (service / "tests/unit/test_planted.py").write_text(body)
