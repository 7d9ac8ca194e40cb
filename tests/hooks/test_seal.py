"""The seal."""

from pathlib import Path

import pytest

from hooks import seal


def test_write_into_a_folder_leaves_only_the_seal(tmp_path: Path) -> None:
    seal.write(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [".touchstone"]
    assert (tmp_path / ".touchstone").read_text(encoding="utf-8") == seal.TEXT


def test_write_over_an_older_seal_replaces_it(tmp_path: Path) -> None:
    (tmp_path / ".touchstone").write_text("older")

    seal.write(tmp_path)

    assert (tmp_path / ".touchstone").read_text(encoding="utf-8") == seal.TEXT


def test_write_where_it_cannot_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / ".touchstone").mkdir()

    with pytest.raises(OSError, match="directory"):
        seal.write(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [".touchstone"]


def test_remove_twice_leaves_no_seal(tmp_path: Path) -> None:
    seal.write(tmp_path)

    seal.remove(tmp_path)
    seal.remove(tmp_path)

    assert list(tmp_path.iterdir()) == []
