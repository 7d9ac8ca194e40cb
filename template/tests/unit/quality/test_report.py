"""The page to look at, and the same as Markdown."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from quality.errors import QualityError
from quality.floors import Result
from quality.report.figures import Figures, gather
from quality.report.marks import delta
from quality.report.page import draw_page
from quality.report.sources import (
    Mutation,
    Package,
    Survivor,
    Violation,
    read_commit,
    read_moment,
    read_mutation,
    read_name,
    read_violations,
)
from quality.report.summary import write_summary
from quality.settings import read_settings
from quality.shape import Shape, Share
from quality.suite import Test
from quality.triage import Task

SETTINGS = read_settings()
HOLDS = Result("total", floor=80, percent=91.25, worst_file="app/orders/routes.py", worst_percent=50.0)
BELOW = Result("app/orders/**", floor=95, percent=94.96, worst_file="app/orders/routes.py", worst_percent=50.0)
TASK = Task("app/orders/routes.py", "routes", 50.0, missing_lines=(3, 4), missing_branches=())
SLOWEST = Test("tests/unit/test_rules.py::test_rank[<script>|]", tier="unit", outcome="passed", seconds=1.5)
SHARE = Share("unit", tests=3, percent=100.0, seconds=4.5, least=60, most=85)
VIOLATION = Violation("TQ-103", "A loop in a test", "tests/unit/test_rules.py", line=14)
PACKAGE = Package("app/orders", killed=9, mutants=10, percent=90.0, recorded=95.0, holds=False)
SURVIVOR = Survivor("app/orders/rules.py", 44, was="points > limit", becomes="points >= limit")
EMPTY = Figures(
    name="orders",
    commit="",
    moment="",
    areas=None,
    tasks=None,
    shape=None,
    violations=None,
    mutation=None,
    before={},
)
FULL = replace(
    EMPTY,
    commit="1a2b3c4",
    moment="2026-11-21 07:38",
    areas=(HOLDS, BELOW),
    tasks=(TASK,),
    shape=Shape(shares=(SHARE,), slowest=(SLOWEST,), seconds=2.0),
    violations=(VIOLATION,),
    mutation=Mutation(packages=(PACKAGE,), survivors=(SURVIVOR,)),
    before={"coverage total": 90.0, "tests": 2.0},
)


def headings(page: str) -> list[str]:
    return re.findall(r"<h2>([^<]*?) ?<", page)


def test_draw_page_full_figures_has_every_section() -> None:
    page = draw_page(FULL, SETTINGS)

    assert headings(page) == [
        "Coverage",
        "Tests",
        "Violations",
        "Mutants killed",
        "Coverage against its floors",
        "Violations of the standard",
        "What to test next",
        "Shape of the suite",
        "Slowest tests",
        "Mutants",
    ]


def test_draw_page_only_coverage_leaves_out_what_was_not_measured() -> None:
    page = draw_page(replace(EMPTY, areas=(HOLDS,), tasks=()), SETTINGS)

    assert headings(page) == ["Coverage", "Coverage against its floors"]
    assert "Every gate holds." in page


def test_draw_page_hostile_test_id_is_text() -> None:
    page = draw_page(FULL, SETTINGS)

    assert "test_rank[&lt;script&gt;|]" in page
    assert "<script" not in page


def test_draw_page_full_figures_loads_nothing_from_anywhere() -> None:
    assert re.findall(r"https?:|//\w|\bsrc=|\bhref=|url\(|@import", draw_page(FULL, SETTINGS)) == []


def test_write_summary_full_figures_says_the_same_as_the_page() -> None:
    assert write_summary(FULL, SETTINGS) == (
        "## Quality of orders\n"
        "\n"
        "**1 floor of coverage does not hold; 1 violation of the standard; the mutation score of 1 package fell.**"
        " (1a2b3c4 · 2026-11-21 07:38)\n"
        "\n"
        "### Coverage\n"
        "\n"
        "| area | floor | actual | since last |  | worst file |\n"
        "| --- | --: | --: | --: | --- | --- |\n"
        "| **the whole** | 80 % | 91.2 % | +1.2 |  | `app/orders/routes.py` 50.0 % |\n"
        "| `app/orders/**` | 95 % | 94.9 % |  | **below** | `app/orders/routes.py` 50.0 % |\n"
        "\n"
        "Missing lines of app/orders/**: "
        "`uv run coverage report --show-missing --skip-covered '--include=app/orders/**'`\n"
        "\n"
        "### Violations of the standard\n"
        "\n"
        "| rule | what is wrong | places |\n"
        "| --- | --- | --: |\n"
        "| `TQ-103` | A loop in a test | 1 |\n"
        "\n"
        "Each place: `uv run poe quality`\n"
        "\n"
        "### What to test next\n"
        "\n"
        "| # | file | layer | covered | missing | lines, and branches as from->to |\n"
        "| --: | --- | --- | --: | --: | --- |\n"
        "| 1 | `app/orders/routes.py` | routes | 50 % | 2 | 3-4 |\n"
        "\n"
        "### Shape of the suite\n"
        "\n"
        "| tier | tests | share | limits | time |  |\n"
        "| --- | --: | --: | --: | --: | --- |\n"
        "| unit | 3 | 100.0 % | 60 to 85 % | 4.5 s | **outside** |\n"
        "\n"
        "| slowest tests | time |\n"
        "| --- | --: |\n"
        "| `tests/unit/test_rules.py::test_rank[<script>\\|]` | 1.50 s |\n"
        "\n"
        "### Mutants\n"
        "\n"
        "| package | recorded | killed | mutants |  |\n"
        "| --- | --: | --: | --: | --- |\n"
        "| `app/orders` | 95 % | 90.0 % | 9 of 10 | **below** |\n"
        "\n"
        "1 survivor: `uv run poe mutate`\n"
    )


@pytest.mark.parametrize(
    ("change", "fewer_is_better", "text", "kind"),
    [
        (2.04, False, "▲ 2.0", "delta good"),
        (-2.0, False, "▼ 2.0", "delta bad"),
        (2.0, True, "▲ 2.0", "delta bad"),
        (-2.0, True, "▼ 2.0", "delta good"),
        (0.04, False, "±0", "delta"),
    ],
)
def test_delta_change_arrow_says_which_way_and_colour_whether_good(
    change: float, fewer_is_better: bool, text: str, kind: str
) -> None:
    drawn = delta(change, fewer_is_better=fewer_is_better)

    assert drawn is not None
    assert (drawn.text, drawn.get("class")) == (text, kind)


def test_numbers_full_figures_are_those_a_later_report_is_compared_with() -> None:
    assert FULL.numbers == {
        "coverage total": 91.25,
        "coverage app/orders/**": 94.96,
        "tests": 3,
        "seconds": 2.0,
        "violations": 1,
        "mutation": 90.0,
    }
    assert [FULL.change(name) for name in ("coverage total", "tests", "mutation")] == [1.25, 1.0, None]


def test_gather_nothing_measured_raises_and_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(QualityError, match="run `uv run poe cover` first"):
        gather(SETTINGS)


def test_gather_only_violations_without_an_earlier_run_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".data").mkdir()
    (tmp_path / ".data/quality.json").write_text("[]", encoding="utf-8")

    figures = gather(SETTINGS, previous=tmp_path / "none.json")

    assert figures == replace(EMPTY, name=tmp_path.name, commit=read_commit(), violations=())
    assert figures.change("violations") is None


def test_read_violations_code_quality_report_is_sorted_by_rule_and_place(tmp_path: Path) -> None:
    file = tmp_path / "quality.json"
    entry = {"check_name": "TQ-103", "description": "A loop in a test", "severity": "major"}
    places = [{"path": "tests/unit/test_rules.py", "lines": {"begin": line}} for line in (20, 14)]
    file.write_text(json.dumps([{**entry, "location": place} for place in places]), encoding="utf-8")

    assert read_violations(file) == (VIOLATION, replace(VIOLATION, line=20))


def test_read_mutation_report_counts_all_packages_together(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    package = {"package": "app/orders", "killed": 9, "mutants": 10, "percent": 90.0, "recorded": 95.0, "holds": False}
    survivor = {"file": "app/orders/rules.py", "line": 44, "was": "points > limit", "becomes": "points >= limit"}
    report = {"packages": [package, package | {"killed": 10}], "survivors": [survivor]}
    file.write_text(json.dumps(report), encoding="utf-8")

    mutation = read_mutation(file)

    assert mutation is not None
    assert (mutation.packages[0], mutation.survivors, mutation.percent) == (PACKAGE, (SURVIVOR,), 95.0)


def test_read_sources_of_a_folder_without_them_say_so(tmp_path: Path) -> None:
    assert read_violations(tmp_path / "quality.json") is None
    assert read_mutation(tmp_path / "report.json") is None
    assert read_moment(tmp_path / "coverage.json") == ""
    assert read_name(tmp_path / "pyproject.toml") == Path.cwd().name
