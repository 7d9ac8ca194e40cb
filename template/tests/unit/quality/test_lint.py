"""The command that holds tests against the standard."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from quality.errors import QualityError
from quality.findings import Finding
from quality.lint import collect, main

GOOD = "def test_round_score_returns_nearest():\n    assert round(36.6) == 37\n"
SLEEPS = """\
import time


def test_expire_token_after_a_second_is_expired(token):
{before}    time.sleep(1)
    assert token.expired
"""
SLEEP = "tq202-sleep"
LINK = "docs/TESTING_QUALITY_STANDARDS.md"
MESSAGE = (
    "Sleeping is too short on a busy machine and too long on any other; move the clock, or wait for the condition."
)

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return what writes a file of a project, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def write_file(path: str, text: str) -> None:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    return write_file


def places(findings: list[Finding]) -> list[str]:
    return [f"{finding.file}:{finding.line}:{finding.column} {finding.rule}" for finding in findings]


def test_main_good_tests_returns_zero_and_says_so(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("tests/unit/test_rules.py", GOOD)

    assert main([]) == 0
    assert capsys.readouterr().out == "No rule is broken\n"


def test_main_violation_returns_one_and_shows_place_rule_reason_and_link(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("tests/unit/test_tokens.py", SLEEPS.format(before=""))

    assert main(["tests/unit"]) == 1
    assert capsys.readouterr().out == (
        f"tests/unit/test_tokens.py:5:5: {SLEEP}: {MESSAGE}\n    {LINK}#tq-202-never-sleep\n1 violation in 1 file\n"
    )


def test_main_violation_in_a_pipeline_marks_the_line(
    write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("tests/test_tokens.py", SLEEPS.format(before=""))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)

    main([])

    mark = f"::error file=tests/test_tokens.py,line=5,endLine=5,title={SLEEP}::{MESSAGE} ({LINK}#tq-202-never-sleep)"
    assert mark in capsys.readouterr().out.splitlines()


def test_main_with_report_writes_one_entry_for_each_violation(write: Write, tmp_path: Path) -> None:
    write("tests/test_tokens.py", SLEEPS.format(before="    time.sleep(2)\n"))

    main(["--code-climate", "out/report.json"])

    entries = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert [(entry["check_name"], entry["location"]) for entry in entries] == [
        (SLEEP, {"path": "tests/test_tokens.py", "lines": {"begin": 5}}),
        (SLEEP, {"path": "tests/test_tokens.py", "lines": {"begin": 6}}),
    ]
    assert len({entry["fingerprint"] for entry in entries}) == 2


def test_collect_mistake_that_ruff_knows_is_found_too(write: Write) -> None:
    write("tests/test_rules.py", f"import os\n\n\n{GOOD}")

    assert places(collect(["tests"])) == ["tests/test_rules.py:1:8 F401"]


def test_collect_suppression_with_rule_and_reason_finds_nothing(write: Write) -> None:
    write("tests/test_tokens.py", SLEEPS.format(before=f"    # ast-grep-ignore: {SLEEP} the pause is the subject\n"))

    assert collect(["tests"]) == []


@pytest.mark.parametrize(
    "comment",
    [
        "# ast-grep-ignore",
        f"# ast-grep-ignore: {SLEEP}",
        f"# ast-grep-ignore: {SLEEP} sorry",
        f"# ast-grep-ignore: {SLEEP}, tq201-real-clock",
    ],
)
def test_collect_suppression_without_reason_is_found(write: Write, comment: str) -> None:
    write("tests/test_tokens.py", SLEEPS.format(before=f"    {comment}\n"))

    assert "tests/test_tokens.py:5:5 suppression-without-reason" in places(collect(["tests"]))


def test_collect_suppression_of_nothing_is_found(write: Write) -> None:
    write("tests/test_rules.py", GOOD.replace("== 37", "== 37  # ast-grep-ignore: tq202-sleep no sleep here"))

    assert places(collect(["tests"])) == ["tests/test_rules.py:2:31 unused-suppression"]


def test_collect_suppression_in_a_string_is_none(write: Write) -> None:
    write("tests/test_rules.py", GOOD.replace("36.6", 'len("# ast-grep-ignore")').replace("37", "17"))

    assert collect(["tests"]) == []


@pytest.mark.parametrize(
    ("helper", "rules"),
    [
        ("def ask(server):\n    assert server.get() == 200\n", []),
        ("def ask(server):\n    hold(server)\n\n\ndef hold(server):\n    assert server.get() == 200\n", []),
        ("def ask(server):\n    server.get()\n", ["tq104-no-assertion"]),
    ],
    ids=["asserts", "calls-what-asserts", "asserts-nothing"],
)
def test_collect_test_that_calls_a_helper_is_judged_by_what_the_helper_does(
    write: Write, helper: str, rules: list[str]
) -> None:
    write("tests/e2e/asking.py", helper)
    write("tests/e2e/test_api.py", "def test_ask_server_running_is_answered(server):\n    ask(server)\n")

    assert [finding.rule for finding in collect(["tests/e2e/test_api.py"]) if finding.rule[:2] == "tq"] == rules


def test_collect_path_that_is_not_there_raises_and_names_it(write: Write) -> None:
    with pytest.raises(QualityError, match=r"tests/gone does not exist"):
        collect(["tests/gone"])


def test_collect_folder_without_python_raises(write: Write) -> None:
    write("tests/readme.txt", "none")

    with pytest.raises(QualityError, match="There is no Python file in tests"):
        collect(["tests"])
