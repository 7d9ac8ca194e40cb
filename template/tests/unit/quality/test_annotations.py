"""Marks on a pull request."""

from pathlib import Path

import pytest

from quality.annotations import annotate
from quality.spans import Span


def test_annotate_in_a_pipeline_prints_a_workflow_command_that_nothing_in_it_ends(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd().parent))

    annotate("error", "50 %\nof it", title="Floor: app, whole", file="app/main.py", span=Span(4, 7))

    assert capsys.readouterr().out == (
        f"::error file={Path.cwd().name}/app/main.py,line=4,endLine=7,title=Floor%3A app%2C whole::50 %25%0Aof it\n"
    )


def test_annotate_elsewhere_prints_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    annotate("error", "50 %")

    assert capsys.readouterr().out == ""
