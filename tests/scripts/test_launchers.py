"""The scripts as a user starts them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bootstrap import ROOT
from tests.scripts.conftest import RunScript

OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 8, 10)
runpy.run_path({script!r}, run_name="__main__")
"""


@pytest.mark.parametrize("name", ["try.py", "test.py"])
def test_launch_on_old_python_names_the_needed_one(name: str) -> None:
    script = ROOT / "scripts" / name

    ended = subprocess.run(
        [sys.executable, "-c", OLD_PYTHON.format(script=str(script))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr == (
        "error: this needs Python 3.11 or newer, and this is Python 3.8\n"
        f"  what to do: run it with a newer one, for example: python3.11 scripts/{name}\n"
    )


@pytest.mark.parametrize("name", ["try.py", "test.py"])
def test_launch_script_is_readable_by_old_python(name: str) -> None:
    tree = ast.parse((ROOT / "scripts" / name).read_text(), feature_version=(3, 4))

    assert len(tree.body) > 1


def test_try_with_foreign_destination_touches_nothing(
    tmp_path: Path, run_script: RunScript
) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")

    ended = run_script("try.py", tmp_path)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.count("error: ") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_try_without_git_names_it(tmp_path: Path, run_script: RunScript) -> None:
    ended = run_script("try.py", tmp_path / "shop", PATH=str(tmp_path))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("\nerror: git was not found on PATH\n  what to do: install it")


def test_try_that_asks_without_a_terminal_is_refused(tmp_path: Path, run_script: RunScript) -> None:
    ended = run_script("try.py", tmp_path / "shop", "--ask")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("\nerror: --ask needs a terminal to ask in\n")


@pytest.mark.parametrize("name", ["try.py", "test.py"])
def test_launch_with_help_shows_the_options(name: str, run_script: RunScript) -> None:
    ended = run_script(name, "--help")

    assert ended.returncode == 0
    assert ended.stdout.startswith(f"usage: {name} [-h] ")
