"""The shape of the suite."""

from dataclasses import replace

import pytest

from quality.recorder import tier_of
from quality.settings import Tier, read_settings
from quality.shape import judge, lines, report
from quality.suite import Run, Test, merge_runs

UNIT = Tier("unit", files="tests/unit/**", least=60, most=80)
E2E = Tier("e2e", files="tests/e2e/**", least=5, most=25)
SETTINGS = replace(read_settings(), tiers=(UNIT, E2E), slowest=2, strict=False, left_out="tests/unit/tools/**")


def run_of(unit: int, e2e: int, without: int = 0) -> Run:
    counts = {"unit": unit, "e2e": e2e, "": without}
    tests = [Test(f"{tier}::{n}", tier, "passed", 0.5 + n) for tier, count in counts.items() for n in range(count)]
    return Run(seconds=9.0, tests=tuple(tests))


def test_lines_shares_inside_their_limits_show_figures_and_the_slowest() -> None:
    assert lines(judge(run_of(unit=3, e2e=1), SETTINGS), SETTINGS) == [
        "Tier   Tests    Share  Limits      Seconds",
        "unit       3   75.0 %  60 to 80 %      4.5",
        "e2e        1   25.0 %  5 to 25 %       0.5",
        "Slowest:",
        "    2.50 s  unit::2",
        "    1.50 s  unit::1",
    ]


@pytest.mark.parametrize(
    ("run", "complaints"),
    [
        pytest.param(run_of(6, 4), ["40.0 % of the tests are e2e tests; at most 25 % should be"], id="above"),
        pytest.param(
            run_of(1, 0),
            [
                "100.0 % of the tests are unit tests; at most 80 % should be",
                "0.0 % of the tests are e2e tests; at least 5 % should be",
            ],
            id="below",
        ),
        pytest.param(
            run_of(7, 2, without=1),
            ["1 tests belong to no tier; move them into the folder of one, or mark them"],
            id="no-tier",
        ),
        pytest.param(run_of(4, 1), [], id="on-the-limit"),
    ],
)
def test_judge_shares_complaints_name_what_is_outside_its_limits(run: Run, complaints: list[str]) -> None:
    assert judge(run, SETTINGS).complaints == complaints


def test_judge_tests_of_the_tools_do_not_count() -> None:
    tool = Test("tests/unit/tools/test_tool.py::test_use", "unit", "passed", seconds=99)
    run = run_of(unit=3, e2e=1)

    assert judge(replace(run, tests=(*run.tests, tool)), SETTINGS) == judge(run, SETTINGS)


@pytest.mark.parametrize(("strict", "status", "level"), [(False, 0, "warning"), (True, 1, "error")])
def test_report_share_outside_its_limits_is_an_error_only_when_strict(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, strict: bool, status: int, level: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    settings = replace(SETTINGS, strict=strict)

    assert report(judge(run_of(6, 4), settings), settings) == status
    assert capsys.readouterr().out == (
        f"::{level} title=Shape of the suite::40.0 %25 of the tests are e2e tests; at most 25 %25 should be.\n"
    )


@pytest.mark.parametrize(
    ("path", "markers", "tier"),
    [
        ("tests/unit/orders/test_rules.py", ["asyncio"], "unit"),
        ("tests/orders/test_rules.py", ["e2e"], "e2e"),
        ("tests/unit/test_rules.py", ["e2e"], "e2e"),
        ("tests/test_rules.py", [], ""),
    ],
)
def test_tier_of_test_marker_wins_over_folder(path: str, markers: list[str], tier: str) -> None:
    assert tier_of(path, markers, SETTINGS.tiers) == tier


def test_merge_runs_parts_with_a_test_in_common_count_it_once() -> None:
    merged = merge_runs([run_of(unit=2, e2e=1), run_of(unit=3, e2e=0)])

    assert [test.id for test in merged.tests] == ["unit::0", "unit::1", "e2e::0", "unit::2"]
    assert merged.seconds == 18.0
