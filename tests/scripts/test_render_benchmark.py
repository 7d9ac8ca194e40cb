"""The benchmark's arithmetic, and one real measurement of each kind."""

from pathlib import Path

import pytest

from benchmarks.render import main, measure, ratio, table
from scripts.worktree import copy_worktree


def test_ratio_of_uneven_runs_compares_the_medians() -> None:
    assert ratio([1.0, 1.0, 9.0], [0.5, 1.5, 1.5]) == 1.5


def test_table_within_the_target_says_so() -> None:
    assert table([1.0, 2.0, 3.0], [2.0, 2.5, 4.0]).splitlines() == [
        "rendering         median s   least s    most s",
        "without checks       2.000     1.000     3.000",
        "with checks          2.500     2.000     4.000",
        "ratio 1.25, within the target of 1.3 (3 runs of each)",
    ]


def test_table_above_the_target_says_so() -> None:
    assert table([1.0], [2.0]).endswith("ratio 2.00, above the target of 1.3 (1 runs of each)")


@pytest.mark.parametrize("runs", ["0", "-1", "many"])
def test_main_malformed_number_of_runs_is_refused(
    runs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--runs", runs])

    assert f"{runs!r} is not a number of runs; use a whole number from 1" in capsys.readouterr().err


def test_measure_one_run_renders_each_kind_and_leaves_the_warm_up_out(tmp_path: Path) -> None:
    template = copy_worktree(tmp_path / "template")

    plain, checked = measure(template, tmp_path, runs=1)

    assert (len(plain), len(checked)) == (1, 1)
    assert not (tmp_path / "plain-1" / ".touchstone").exists()
    assert (tmp_path / "checked-1" / ".touchstone").is_file()
