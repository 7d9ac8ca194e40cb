"""Reading what coverage.py measured."""

import json
from pathlib import Path

import pytest

from quality.errors import QualityError
from quality.measured import Covered, read_coverage


def write_report(folder: Path, entry: dict[str, object]) -> Path:
    file = folder / "coverage.json"
    file.write_text(json.dumps({"files": {"app\\main.py": entry}}), encoding="utf-8")
    return file


def test_read_coverage_report_with_branches_counts_lines_and_branches_together(tmp_path: Path) -> None:
    summary = {"covered_lines": 8, "covered_branches": 1, "num_statements": 10, "num_branches": 4}
    file = write_report(tmp_path, {"summary": summary, "missing_lines": [4, 5], "missing_branches": [[3, -1]]})

    assert read_coverage(file) == {
        "app/main.py": Covered(hit=9, total=14, missing_lines=(4, 5), missing_branches=((3, -1),))
    }


def test_read_coverage_report_without_branches_counts_lines(tmp_path: Path) -> None:
    file = write_report(tmp_path, {"summary": {"covered_lines": 8, "num_statements": 10}, "missing_lines": [4, 5]})

    assert read_coverage(file) == {"app/main.py": Covered(hit=8, total=10, missing_lines=(4, 5))}


def test_read_coverage_missing_report_raises_and_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match="measure first, with the command `cover`"):
        read_coverage(tmp_path / "coverage.json")
