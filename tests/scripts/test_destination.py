"""What is found at a destination, and what the user is told about it."""

from pathlib import Path

import pytest

from scripts.console import ProblemError
from scripts.destination import ANSWERS, SEAL, State, inspect, require_usable


def service(folder: Path, *, sealed: bool) -> Path:
    """Make a folder that looks like a generated service.

    Args:
        folder: where to make it.
        sealed: whether its generation came to its end.
    """
    folder.mkdir()
    (folder / ANSWERS).touch()
    if sealed:
        (folder / SEAL).touch()
    return folder


def test_inspect_absent_folder_returns_free(tmp_path: Path) -> None:
    assert inspect(tmp_path / "absent") is State.FREE


def test_inspect_empty_folder_returns_free(tmp_path: Path) -> None:
    assert inspect(tmp_path) is State.FREE


def test_inspect_sealed_service_returns_service(tmp_path: Path) -> None:
    assert inspect(service(tmp_path / "demo", sealed=True)) is State.SERVICE


def test_inspect_service_without_seal_returns_unfinished(tmp_path: Path) -> None:
    assert inspect(service(tmp_path / "demo", sealed=False)) is State.UNFINISHED


def test_inspect_folder_with_other_files_returns_foreign(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()

    assert inspect(tmp_path) is State.FOREIGN


def test_inspect_seal_without_answers_returns_foreign(tmp_path: Path) -> None:
    (tmp_path / SEAL).touch()

    assert inspect(tmp_path) is State.FOREIGN


def test_inspect_file_returns_foreign(tmp_path: Path) -> None:
    file = tmp_path / "demo"
    file.touch()

    assert inspect(file) is State.FOREIGN


def test_inspect_dangling_link_returns_foreign(tmp_path: Path) -> None:
    link = tmp_path / "demo"
    link.symlink_to(tmp_path / "absent")

    assert inspect(link) is State.FOREIGN


def test_require_usable_absent_folder_returns_free_and_leaves_nothing(tmp_path: Path) -> None:
    state = require_usable(tmp_path / "deep" / "demo", tmp_path / "template")

    assert state is State.FREE
    assert list(tmp_path.iterdir()) == []


def test_require_usable_sealed_service_returns_service(tmp_path: Path) -> None:
    demo = service(tmp_path / "demo", sealed=True)

    assert require_usable(demo, tmp_path / "template") is State.SERVICE


def test_require_usable_foreign_folder_is_refused_untouched(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("three years of work")

    with pytest.raises(ProblemError, match="holds something else; nothing in it was touched"):
        require_usable(tmp_path, tmp_path / "template")

    assert {file: file.read_text() for file in tmp_path.iterdir()} == {
        thesis: "three years of work"
    }


def test_require_usable_unfinished_service_says_what_to_do(tmp_path: Path) -> None:
    demo = service(tmp_path / "demo", sealed=False)

    with pytest.raises(ProblemError) as caught:
        require_usable(demo, tmp_path / "template")

    assert "generation or update was interrupted" in caught.value.problem
    assert "remove that folder if nothing in it is yours" in caught.value.remedy


def test_require_usable_folder_inside_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="inside the template itself"):
        require_usable(tmp_path / "demo", tmp_path)


def test_require_usable_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.touch()

    with pytest.raises(ProblemError, match=r"cannot be written: .*notes\.txt is not a folder"):
        require_usable(file / "demo", tmp_path / "template")


def test_require_usable_read_only_file_system_is_refused(tmp_path: Path) -> None:
    # Even the administrator cannot make a file there.
    with pytest.raises(ProblemError, match=r"/proc/demo cannot be written: .+"):
        require_usable(Path("/proc/demo"), tmp_path / "template")
