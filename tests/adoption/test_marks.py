"""The file with the marks: readable, in order, one entry a line, and strict about what it says."""

from pathlib import Path

import pytest
from harness.errors import AdoptionError
from harness.marks import Mark, by_name, read_marks, write_marks

MARKS = by_name(
    [
        Mark("violation", "tq101 tests/test_a.py::test_b", 1),
        Mark("area", "src/shop", 9, 13),
        Mark("area", ".", 9, 13, "the exporter is gone"),
        Mark("tests", "tests/with space/test_a.py", 12),
        Mark("python", "3.12", 1),
    ]
)


def test_write_marks_then_read_gives_them_back(tmp_path: Path) -> None:
    write_marks(MARKS, tmp_path / "ratchet.txt")

    assert read_marks(tmp_path / "ratchet.txt") == MARKS


def test_write_marks_is_one_entry_a_line_in_order(tmp_path: Path) -> None:
    write_marks(MARKS, tmp_path / "ratchet.txt")

    lines = (tmp_path / "ratchet.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "",
        "area . 9/13  # the exporter is gone",
        "area src/shop 9/13",
        "python 3.12 1",
        "tests tests/with space/test_a.py 12",
        "violation tq101 tests/test_a.py::test_b 1",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("area src/shop", "ratchet.txt:2: this is no entry: 'area src/shop'. Correct it"),
        ("speed src/shop 1", "ratchet.txt:2: this is no entry"),
        ("<<<<<<< HEAD", "ratchet.txt:2: this is no entry: '<<<<<<< HEAD'. Merge the two sides"),
        ("area . 9/13", "ratchet.txt:2: area . stands there twice. Keep one."),
    ],
)  # fmt: skip
def test_read_marks_broken_line_is_named(tmp_path: Path, line: str, sentence: str) -> None:
    (tmp_path / "ratchet.txt").write_text(f"area . 8/13\n{line}\n")

    with pytest.raises(AdoptionError) as raised:
        read_marks(tmp_path / "ratchet.txt")

    assert sentence in str(raised.value)


def test_read_marks_missing_file_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(AdoptionError, match=r"`python \.touchstone ratchet init` measures"):
        read_marks(tmp_path / "ratchet.txt")
