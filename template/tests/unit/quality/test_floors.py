"""Coverage against its floors."""

import json
from pathlib import Path

import pytest

from quality.floors import Covered, FloorsError, Result, judge, read_coverage, read_floors

FILES = {
    "app/main.py": Covered(hit=90, total=100),
    "app/orders/routes.py": Covered(hit=40, total=50),
    "app/orders/deep/rules.py": Covered(hit=50, total=50),
}


def write_floors(folder: Path, text: str) -> Path:
    file = folder / "floors.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_judge_areas_returns_the_whole_first_then_each_with_its_worst_file() -> None:
    results = judge(FILES, 80, {"app/orders/**": 90, "app/*.py": 95})

    assert results == [
        Result(area="total", floor=80, percent=90.0, worst_file="app/orders/routes.py"),
        Result(area="app/orders/**", floor=90, percent=90.0, worst_file="app/orders/routes.py"),
        Result(area="app/*.py", floor=95, percent=90.0, worst_file="app/main.py"),
    ]
    assert [result.holds for result in results] == [True, True, False]


@pytest.mark.parametrize(
    ("pattern", "worst_file"),
    [
        ("app/*.py", "app/main.py"),
        ("app/*/routes.py", "app/orders/routes.py"),
        ("app/**/rules.py", "app/orders/deep/rules.py"),
        ("app/**/routes.py", "app/orders/routes.py"),
        ("app/**/main.py", "app/main.py"),
    ],
)
def test_judge_pattern_star_stays_in_folder_and_double_star_goes_below(pattern: str, worst_file: str) -> None:
    assert judge(FILES, 0, {pattern: 0})[1].worst_file == worst_file


def test_judge_pattern_without_files_raises_and_names_it() -> None:
    with pytest.raises(FloorsError, match=r"no measured file matches app/gone/\*\*"):
        judge(FILES, 80, {"app/gone/**": 90})


def test_judge_code_without_statements_counts_as_covered() -> None:
    assert judge({"app/__init__.py": Covered(hit=0, total=0)}, 100, {})[0].holds


def test_read_floors_complete_table_returns_it(tmp_path: Path) -> None:
    file = write_floors(tmp_path, 'total = 80\n[areas]\n"app/**" = 92.5\n')

    assert read_floors(file) == (80, {"app/**": 92.5})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "the floor of the whole is missing", id="no-total"),
        pytest.param("total = 101", "total = 101 is no percentage", id="above"),
        pytest.param("total = -1", "total = -1 is no percentage", id="below"),
        pytest.param("total = true", "total = True is no percentage", id="boolean"),
        pytest.param("total = 80\n[areas]\n'app/**' = 'high'", r"app/\*\* = 'high' is no percentage", id="text"),
    ],
)
def test_read_floors_wrong_table_raises_and_names_the_entry(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FloorsError, match=message):
        read_floors(write_floors(tmp_path, text))


def test_read_coverage_report_returns_lines_and_branches_together(tmp_path: Path) -> None:
    summary = {"covered_lines": 8, "covered_branches": 1, "num_statements": 10, "num_branches": 4}
    file = tmp_path / "coverage.json"
    file.write_text(json.dumps({"files": {"app\\main.py": {"summary": summary}}}), encoding="utf-8")

    assert read_coverage(file) == {"app/main.py": Covered(hit=9, total=14)}


def test_read_floors_of_this_service_names_percentages_for_existing_files() -> None:
    total, areas = read_floors()

    assert 0 < total <= 100
    assert all(any(Path().glob(pattern)) for pattern in areas)
