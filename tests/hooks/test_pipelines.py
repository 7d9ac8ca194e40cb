"""Checks that actions are pinned."""

import pytest

from hooks.checks.pipelines import actions_pinned
from hooks.findings import Finding
from tests.hooks.conftest import Plant

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REMEDY = "Name the commit after the @ (40 hexadecimal digits), and the version in a comment."


@pytest.mark.parametrize(
    "action", ["actions/checkout@v4", "a/b", f"a/b@{COMMIT[:39]}", "docker://x:1"]
)
@pytest.mark.parametrize(
    "name",
    [".github/workflows/ci.yml", ".github/workflows/ci.yaml", ".github/actions/x/action.yml"],
)
def test_actions_pinned_moving_reference_reports_its_line(
    plant: Plant, name: str, action: str
) -> None:
    tree = plant({name: f"steps:\r\n  - name: x\r\n    uses: {action}\r\n"})

    findings = list(actions_pinned.findings(tree))

    message = (
        f"The action '{action}' is not pinned: whoever controls its repository decides "
        "what it runs."
    )
    assert findings == [Finding(name, 3, message, REMEDY, "actions-pinned")]


@pytest.mark.parametrize(
    "action",
    [
        f"a/b@{COMMIT} # v4.1.0",
        f"a/b/c@{COMMIT}",
        "./.github/x",
        f"docker://x@sha256:{COMMIT[:32] * 2}",
    ],
)
def test_actions_pinned_fixed_reference_finds_nothing(plant: Plant, action: str) -> None:
    tree = plant({".github/workflows/ci.yml": f"steps:\n  - uses: {action}\n"})

    assert list(actions_pinned.findings(tree)) == []


def test_actions_pinned_input_of_that_name_finds_nothing(plant: Plant) -> None:
    tree = plant({".github/actions/x/action.yml": "inputs:\n  uses:\n    required: true\n"})

    assert list(actions_pinned.findings(tree)) == []


def test_actions_pinned_broken_workflow_is_left_to_its_own_check(plant: Plant) -> None:
    tree = plant({".github/workflows/ci.yml": "uses: [\n"})

    assert list(actions_pinned.findings(tree)) == []
