"""Reading the files of a service."""

from pathlib import Path

import pytest

from hooks.tree import walk
from hooks.yamlnodes import pairs, scalars
from tests.hooks.builders import write
from tests.hooks.conftest import Plant


def test_walk_tools_directories_are_left_out(tmp_path: Path) -> None:
    inside = [".venv", ".git", "node_modules", ".data", "app/__pycache__", "htmlcov"]
    write(tmp_path, dict.fromkeys([*(f"{name}/x.py" for name in inside), "app/ö.py", "b"], ""))

    assert list(walk(tmp_path)) == ["b", "app/ö.py"]


def test_walk_linked_directory_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"app/x.py": ""})
    (tmp_path / "app" / "loop").symlink_to(tmp_path)

    assert list(walk(tmp_path)) == ["app/x.py"]


def test_data_same_file_twice_is_read_once(plant: Plant) -> None:
    tree = plant({"a": "first"})
    before = tree.data("a")

    (tree.root / "a").write_text("second")

    assert (before, tree.data("a")) == (b"first", b"first")


@pytest.mark.parametrize("name", ["gone", "folder"])
def test_data_of_no_regular_file_is_empty(plant: Plant, name: str) -> None:
    assert plant({"folder/a": "x"}).data(name) == b""


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"\xef\xbb\xbfa", "a"), (b"\xe9", None), (b"a\0b", None), (b"", "")],
    ids=["byte-order-mark", "latin-1", "binary", "empty"],
)
def test_text_of_any_bytes_is_text_or_none(plant: Plant, content: bytes, text: str | None) -> None:
    assert plant({"a": content}).text("a") == text


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"a\r\nb\n", ["a", "b", ""]),
        (b"a\x0cb\n", ["a\x0cb", ""]),
        (b"\xe9\nb", ["\ufffd", "b"]),
        (b"a\0\nb", []),
        (b"", []),
    ],
    ids=["crlf", "form-feed", "latin-1", "binary", "empty"],
)
def test_lines_of_any_bytes_are_counted_like_an_editor(
    plant: Plant, content: bytes, lines: list[str]
) -> None:
    assert plant({"a": content}).lines("a") == lines


def test_matching_pattern_takes_path_or_name(plant: Plant) -> None:
    tree = plant(dict.fromkeys(["a.md", "docs/b.md", "docs/md", ".github/workflows/c.yml"], ""))

    assert tree.matching("*.md", ".github/*.yml") == [
        ".github/workflows/c.yml",
        "a.md",
        "docs/b.md",
    ]


def test_matching_plain_name_is_found_in_every_folder(plant: Plant) -> None:
    tree = plant(dict.fromkeys(["a.ini", "b/a.ini", "b/aa.ini"], ""))

    assert tree.matching("a.ini") == ["a.ini", "b/a.ini"]


@pytest.mark.parametrize("content", ["[a", "[a]\nb = 1\n", ""], ids=["broken", "no-table", "empty"])
def test_table_that_is_not_there_is_empty(plant: Plant, content: str) -> None:
    assert plant({"a.toml": content}).table("a.toml", "a", "b") == {}


@pytest.mark.parametrize(
    "content", ["a: [", "- 1\n", "", b"a: \xe9\n"], ids=["broken", "list", "empty", "latin-1"]
)
def test_answers_from_an_unusable_file_are_empty(plant: Plant, content: str | bytes) -> None:
    assert plant({".copier-answers.yml": content}).answers == {}


def test_pairs_nested_mappings_give_every_key(plant: Plant) -> None:
    (node,) = plant({"a.yml": "a:\n  - b: 1\n    c: {d: 2}\n"}).nodes("a.yml")

    assert [key for key, _ in pairs(node)] == ["a", "b", "c", "d"]


def test_scalars_nested_values_give_text_and_line(plant: Plant) -> None:
    (node,) = plant({"a.yml": "a:\n  - b: 1\n    c: {d: 2}\n"}).nodes("a.yml")

    assert list(scalars(node)) == [("1", 2), ("2", 3)]
