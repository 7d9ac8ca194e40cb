"""The floor of the lines that a branch changed."""

import json
from pathlib import Path

import pytest

from quality.changed import Changed, compare, read_result
from quality.errors import QualityError
from quality.spans import spans


def test_read_result_of_a_project_in_a_folder_names_files_from_there(tmp_path: Path) -> None:
    file = tmp_path / "changed.json"
    stats = {"svc/app/b.py": {"violation_lines": [3, 4, 9]}, "svc/app/a.py": {"violation_lines": []}}
    file.write_text(json.dumps({"total_num_lines": 12, "src_stats": stats}), encoding="utf-8")

    changed = read_result(file, folder="svc/")

    assert changed == Changed(lines=12, missing={"app/b.py": (3, 4, 9)})
    assert changed.percent == 75.0


def test_percent_without_changed_code_is_covered() -> None:
    assert Changed(lines=0, missing={}).percent == 100.0


def test_compare_without_report_raises_and_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(QualityError, match="measure first, with the command `cover`"):
        compare("main", tmp_path / "coverage.xml")


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([], []), ([4], ["4"]), ([7, 4, 5, 9], ["4-5", "7", "9"]), ([1, 2, 3], ["1-3"])],
)
def test_spans_numbers_are_drawn_together_where_they_follow(numbers: list[int], shown: list[str]) -> None:
    assert [str(span) for span in spans(numbers)] == shown
