"""Coverage against its floors."""

from pathlib import Path

import pytest

from quality.errors import QualityError
from quality.floors import Floors, Result, judge, read_floors, show
from quality.measured import Covered
from quality.settings import read_settings

FILES = {
    "app/main.py": Covered(hit=90, total=100),
    "app/orders/routes.py": Covered(hit=40, total=50),
    "app/orders/deep/rules.py": Covered(hit=50, total=50),
}


def floors_of(total: float = 0, **areas: float) -> Floors:
    return Floors(total=total, changed=0, areas=areas)


def write_floors(folder: Path, text: str) -> Path:
    file = folder / "floors.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_judge_areas_returns_the_whole_first_then_each_with_its_worst_file() -> None:
    results = judge(FILES, floors_of(80, **{"app/orders/**": 90, "app/*.py": 95}))

    assert results == [
        Result("total", floor=80, percent=90.0, worst_file="app/orders/routes.py", worst_percent=80.0),
        Result("app/orders/**", floor=90, percent=90.0, worst_file="app/orders/routes.py", worst_percent=80.0),
        Result("app/*.py", floor=95, percent=90.0, worst_file="app/main.py", worst_percent=90.0),
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
    assert judge(FILES, floors_of(**{pattern: 0}))[1].worst_file == worst_file


def test_judge_pattern_without_files_raises_and_names_it() -> None:
    with pytest.raises(QualityError, match=r"no measured file matches app/gone/\*\*"):
        judge(FILES, floors_of(**{"app/gone/**": 90}))


def test_judge_code_without_statements_counts_as_covered() -> None:
    assert judge({"app/__init__.py": Covered(hit=0, total=0)}, floors_of(100))[0].holds


def test_show_area_below_its_floor_cuts_off_and_says_how_to_see_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    files = {"app/orders/routes.py": Covered(hit=9499, total=10000)}

    show(judge(files, floors_of(90, **{"app/orders/**": 95})), read_settings())

    assert capsys.readouterr().out == (
        "\nArea            Floor   Actual         Worst file\n"
        "total            90 %   94.9 %          94.9 % app/orders/routes.py\n"
        "app/orders/**    95 %   94.9 %  BELOW   94.9 % app/orders/routes.py\n"
        "\napp/orders/** is covered to 94.9 %, below its floor of 95 %. Its missing lines:\n"
        "  uv run coverage report --show-missing --skip-covered '--include=app/orders/**'\n"
    )


def test_show_area_below_its_floor_in_a_pipeline_marks_the_worst_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)

    show(judge(FILES, floors_of(95)), read_settings())

    marks = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]
    assert marks == [
        "::error file=app/orders/routes.py,title=Coverage::total is covered to 90.0 %25, below its floor of 95 %25."
    ]


def test_read_floors_complete_table_returns_it(tmp_path: Path) -> None:
    file = write_floors(tmp_path, 'total = 80\nchanged = 90\n[areas]\n"app/**" = 92.5\n')

    assert read_floors(file) == Floors(total=80, changed=90, areas={"app/**": 92.5})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("changed = 80", "the floor `total` is missing", id="no-total"),
        pytest.param("total = 80", "the floor `changed` is missing", id="no-changed"),
        pytest.param("total = 101\nchanged = 80", "total = 101 is no percentage", id="above"),
        pytest.param("total = -1\nchanged = 80", "total = -1 is no percentage", id="below"),
        pytest.param("total = true\nchanged = 80", "total = True is no percentage", id="boolean"),
        pytest.param(
            "total = 80\nchanged = 80\n[areas]\n'app/**' = 'high'", r"app/\*\* = 'high' is no percentage", id="text"
        ),
    ],
)
def test_read_floors_wrong_table_raises_and_names_the_entry(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QualityError, match=message):
        read_floors(write_floors(tmp_path, text))


def test_read_floors_of_this_service_names_existing_files() -> None:
    assert [pattern for pattern in read_floors().areas if not any(Path().glob(pattern))] == []
