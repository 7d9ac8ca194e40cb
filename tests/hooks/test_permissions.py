"""Checks of the executable permission."""

from pathlib import Path

import pytest

from hooks.checks import permissions
from hooks.checks.permissions import executables, keeps_modes
from hooks.findings import Finding
from tests.hooks.conftest import Plant

SCRIPT = "#!/usr/bin/env python3\n"


def test_executables_script_without_permission_is_named(plant: Plant) -> None:
    findings = list(executables.findings(plant({"run": SCRIPT})))

    message = "The file begins with `#!` but is not executable."
    remedy = "Make it executable in template/ (chmod +x), or remove the first line."
    assert findings == [Finding("run", 1, message, remedy, "executables")]


def test_executables_permission_without_first_line_is_named(plant: Plant) -> None:
    tree = plant({"data.csv": "a,b\n"})
    (tree.root / "data.csv").chmod(0o755)

    findings = list(executables.findings(tree))

    message = "The file is executable but does not begin with `#!`."
    remedy = (
        "Take the permission away in template/ (chmod -x), or name the interpreter "
        "in the first line."
    )
    assert findings == [Finding("data.csv", None, message, remedy, "executables")]


def test_executables_matching_files_find_nothing(plant: Plant) -> None:
    tree = plant({"run": SCRIPT, "a.py": "x = 1\n", "b.rs": "#![allow(x)]\n", "empty": ""})
    (tree.root / "run").chmod(0o755)

    assert list(executables.findings(tree)) == []


def test_executables_dead_link_finds_nothing(plant: Plant) -> None:
    tree = plant({"a": ""})
    (tree.root / "a").unlink()
    (tree.root / "a").symlink_to("gone")

    assert list(executables.findings(tree)) == []


def test_executables_file_system_without_modes_finds_nothing(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = plant({"run": SCRIPT})
    monkeypatch.setattr(permissions, "keeps_modes", lambda folder: folder != tree.root)

    assert list(executables.findings(tree)) == []


def test_keeps_modes_ordinary_folder_is_true_and_left_clean(tmp_path: Path) -> None:
    assert (keeps_modes(tmp_path), list(tmp_path.iterdir())) == (True, [])


def test_keeps_modes_on_windows_is_false(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("os.name", "nt")
        answer = keeps_modes(tmp_path)

    assert answer is False


def test_keeps_modes_missing_folder_is_false(tmp_path: Path) -> None:
    assert keeps_modes(tmp_path / "gone") is False
