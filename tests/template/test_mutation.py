"""The mutation score of a generated service falls when a test no longer looks."""

import re
import shutil
from pathlib import Path

import pytest

from tests.installing import run_task
from tests.template.conftest import MakeService

pytestmark = pytest.mark.slow

RULES_TESTS = "tests/unit/estimates/test_rules.py"
ASSERTION = "    assert round_to_scale(raw_score) == story_points\n"
SURVIVOR = """
app/estimates/rules.py:23: no test notices (UnaryOp)
- return min(SCALE, key=lambda value: (abs(value - raw_score), -value))
+ return min(SCALE, key=lambda value: (abs(value - raw_score), +value))
"""


@pytest.fixture
def service(make_service: MakeService) -> Path:
    """Make a service that has no tests but those of one small package, which are quick."""
    service = make_service("bare", "sqlite")
    for tier in ("unit", "integration"):
        others = [
            folder
            for folder in (service / "tests" / tier).iterdir()
            if folder.is_dir() and folder.name != "estimates"
        ]
        for folder in others:
            shutil.rmtree(folder)
    shutil.rmtree(service / "tests/e2e")
    return service


def test_mutate_deleted_assertion_lowers_the_score(service: Path) -> None:
    before = run_task(service, "mutate", "app/estimates")
    tests = service / RULES_TESTS
    tests.write_text(tests.read_text().replace(ASSERTION, "    round_to_scale(raw_score)\n"))
    after = run_task(service, "mutate", "app/estimates")

    assert before.returncode == 0, before.stdout
    assert after.returncode == 1, after.stdout
    assert SURVIVOR in after.stdout
    assert re.search(r"\napp/estimates has \d\d\.\d %, below 100 %: ", after.stdout)
