"""The command that measures the mutation score."""

from pathlib import Path

import pytest

from quality.errors import QualityError
from quality.mutate import find_faults, is_inside, pattern, show
from quality.mutation.score import Score, Trial
from quality.mutation.table import Equivalent

SURVIVOR = Trial(
    package="app/orders",
    file="app/orders/rules.py",
    line=3,
    operator="Number",
    was="LIMIT = 5",
    becomes="LIMIT = 6",
    killed=False,
    by="",
)
FALLEN = Score("app/orders", killed=9, mutants=10, equivalents=1, recorded=95.0)
SOUND = Score("app/stock", killed=8, mutants=8, equivalents=0, recorded=90.0)


def test_show_results_names_survivors_by_line_and_every_package(capsys: pytest.CaptureFixture[str]) -> None:
    show([FALLEN, SOUND], [SURVIVOR])

    assert capsys.readouterr().out == (
        "\napp/orders/rules.py:3: no test notices (Number)\n"
        "- LIMIT = 5\n"
        "+ LIMIT = 6\n"
        "\nPackage     Killed  Mutants  Left out    Score  Recorded\n"
        "app/orders       9       10         1   90.0 %    95.0 %\n"
        "app/stock        8        8         0  100.0 %    90.0 %\n"
    )


def test_show_survivor_on_github_marks_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)

    show([], [SURVIVOR])

    mark = "::warning file=app/orders/rules.py,line=3,endLine=3,title=No test notices this change::LIMIT = 6\n"
    assert mark in capsys.readouterr().out


def test_find_faults_each_says_what_to_do() -> None:
    outdated = Equivalent("app/orders/rules.py", "LIMIT = 5", "LIMIT = 4", "Nobody has four.")

    assert find_faults([FALLEN, SOUND], [outdated]) == [
        (
            "app/orders has 90.0 %, below 95.0 %: write tests that notice the above. "
            "What no test can notice goes into mutation.toml as an equivalent, with its reason."
        ),
        "mutation.toml: no mutant of app/orders/rules.py survives as `LIMIT = 4`; remove this equivalent.",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("app/orders", "orders/**/*.py"), ("app/orders/rules.py", "orders/rules.py"), ("app", "**/*.py")],
)
def test_pattern_path_in_the_sources_becomes_what_poodle_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app/orders").mkdir(parents=True)
    Path("app/orders/rules.py").touch()

    assert pattern(Path(path), [Path("app")]) == expected


@pytest.mark.parametrize("path", ["app/gone", "tests"])
def test_pattern_path_outside_the_sources_is_refused(path: str) -> None:
    with pytest.raises(QualityError, match=rf"^There is no {path} in app\.$"):
        pattern(Path(path), [Path("app")])


@pytest.mark.parametrize(
    ("name", "paths", "expected"),
    [
        ("app/orders", [], True),
        ("app/orders", [Path("app")], True),
        ("app/orders", [Path("app/orders")], True),
        ("app/orders", [Path("app/orders/rules.py")], False),
        ("app/orders", [Path("app/order")], False),
    ],
)
def test_is_inside_package_counts_when_all_of_it_was_looked_at(name: str, paths: list[Path], expected: bool) -> None:
    assert is_inside(name, paths) is expected
