"""The score of each package."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quality.mutation.score import Score, Trial, judge, leave_out, read_trials, to_json
from quality.mutation.table import Equivalent, Table
from quality.mutation.trial import NO_PYTHON

KILLED = Trial(
    package="app/orders",
    file="app/orders/rules.py",
    line=3,
    operator="Number",
    was="LIMIT = 5",
    becomes="LIMIT = 6",
    killed=True,
    by="tests/unit/orders/test_rules.py::test_limit",
)
SURVIVED = replace(KILLED, becomes="LIMIT = 4", killed=False, by="")
NOW_KILLED = replace(SURVIVED, killed=True)
CHANGED = replace(SURVIVED, was="LIMIT = 7")
ELSEWHERE = replace(SURVIVED, file="app/other.py")
SAME = Equivalent(SURVIVED.file, SURVIVED.was, SURVIVED.becomes, "Nobody has four.")
TABLE = Table(packages={"app/orders": 66.6}, unlisted=80, equivalents=[], sources=[Path("app")], prepare="")


def entry(file: str, text: str, killed_by: str) -> dict[str, Any]:
    """Return a mutant as poodle reports it."""
    head = f"--- {file}\n+++ [Mutant] {file}:2\n@@ -1,3 +1,3 @@\n"
    diff = f"{head} import math\n-    LIMIT = max(\n-        5)\n+    {text}\n"
    mutant = {"source_folder": "app", "source_file": file, "lineno": 2, "mutator_name": "Number", "unified_diff": diff}
    return {"mutant": mutant, "result": {"found": bool(killed_by), "reason_desc": killed_by}}


def test_read_trials_report_of_poodle_tells_packages_and_changes(tmp_path: Path) -> None:
    entries = [
        entry("app/orders/rules/limits.py", "LIMIT = None", ""),
        entry("app/orders/rules/limits.py", "LIMIT = (", NO_PYTHON),
        entry("app/main.py", "LIMIT = 6", "tests/test_main.py::test_limit"),
    ]
    (tmp_path / "trials.json").write_text(json.dumps({"mutant_trials": entries}), encoding="utf-8")

    was = "LIMIT = max( 5)"
    assert read_trials(tmp_path / "trials.json") == [
        Trial("app", "app/main.py", 2, "Number", was, "LIMIT = 6", killed=True, by="tests/test_main.py::test_limit"),
        Trial("app/orders", "app/orders/rules/limits.py", 2, "Number", was, "LIMIT = None", killed=False, by=""),
    ]


def test_judge_packages_counts_killed_and_survivors() -> None:
    other = replace(KILLED, package="app/stock")

    trials = [KILLED, KILLED, SURVIVED, other]

    assert judge(trials, trials, TABLE) == [
        Score("app/orders", killed=2, mutants=3, equivalents=0, recorded=66.6),
        Score("app/stock", killed=1, mutants=1, equivalents=0, recorded=80),
    ]


def test_judge_equivalent_mutant_does_not_count() -> None:
    assert judge([KILLED, SURVIVED], [KILLED], TABLE) == [
        Score("app/orders", killed=1, mutants=1, equivalents=1, recorded=66.6)
    ]


@pytest.mark.parametrize(
    ("killed", "mutants", "percent"),
    [(2, 3, 66.6), (999, 1000, 99.9), (9999, 10000, 99.9), (3, 3, 100.0), (0, 0, 100.0)],
)
def test_percent_score_is_rounded_down(killed: int, mutants: int, percent: float) -> None:
    assert Score("app", killed, mutants, equivalents=0, recorded=0).percent == percent


@pytest.mark.parametrize(("recorded", "holds"), [(66.6, True), (66.7, False), (0.0, True)])
def test_holds_score_on_its_mark_and_not_below(recorded: float, holds: bool) -> None:
    assert Score("app", killed=2, mutants=3, equivalents=0, recorded=recorded).holds is holds


@pytest.mark.parametrize(
    ("trials", "counted", "outdated"),
    [
        pytest.param([SURVIVED, KILLED], [KILLED], [], id="survives"),
        pytest.param([SURVIVED, SURVIVED], [SURVIVED], [], id="survives-twice"),
        pytest.param([NOW_KILLED], [NOW_KILLED], [SAME], id="killed-now"),
        pytest.param([CHANGED], [CHANGED], [SAME], id="code-changed"),
        pytest.param([ELSEWHERE], [ELSEWHERE], [], id="file-not-looked-at"),
    ],
)
def test_leave_out_entry_takes_away_one_survivor_or_is_outdated(
    trials: list[Trial], counted: list[Trial], outdated: list[Equivalent]
) -> None:
    assert leave_out(trials, [SAME]) == (counted, outdated)


def test_to_json_report_holds_scores_and_survivors() -> None:
    report = json.loads(to_json(judge([KILLED, SURVIVED], [KILLED, SURVIVED], TABLE), [SURVIVED]))

    assert report == {
        "packages": [
            {
                "package": "app/orders",
                "killed": 1,
                "mutants": 2,
                "equivalents": 0,
                "recorded": 66.6,
                "percent": 50.0,
                "holds": False,
            }
        ],
        "survivors": [
            {
                "package": "app/orders",
                "file": "app/orders/rules.py",
                "line": 3,
                "operator": "Number",
                "was": "LIMIT = 5",
                "becomes": "LIMIT = 4",
                "killed": False,
                "by": "",
            }
        ],
    }
