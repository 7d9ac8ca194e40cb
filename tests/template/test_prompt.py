"""The questions as a person meets them, in a terminal."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest

from tests.rendering import QUESTIONS, environment
from tests.template.test_files import ADOPTION, INTERFACE

ENTER = "\r"
CTRL_C = "\x03"
CLEAR_LINE = "\x15"
# Colours, cursor movements, and the redrawing of a line.
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")

Terminal: TypeAlias = "pexpect.spawn[str]"
Start = Callable[[Path], Terminal]


@pytest.fixture
def start(template: Path) -> Iterator[Start]:
    """Return what starts `copier copy` in a terminal wide enough for every line."""
    started: list[Terminal] = []

    def run(destination: Path) -> Terminal:
        arguments = ["-m", "copier", "copy", "--trust", str(template), str(destination)]
        settings = environment(TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1")
        terminal = pexpect.spawn(
            sys.executable,
            arguments,
            env=settings,
            dimensions=(60, 300),
            timeout=20,
            encoding="utf-8",
        )
        started.append(terminal)
        return terminal

    yield run
    for terminal in started:
        terminal.close(force=True)


def meet(terminal: Terminal, question: str) -> None:
    """Wait until a question is asked, with its help."""
    terminal.expect_exact(QUESTIONS[question]["help"])


def answer_with_enter(terminal: Terminal, *questions: str) -> None:
    """Wait for each question and take its default."""
    for question in questions:
        meet(terminal, question)
        terminal.send(ENTER)


def output_of(terminal: Terminal) -> str:
    """Wait for the end and return what was printed since the last expectation, as plain text."""
    terminal.expect(pexpect.EOF)
    terminal.close()
    return CONTROL.sub("", str(terminal.before))


def test_copy_enter_to_every_question_asks_each_and_says_what_is_next(
    start: Start, tmp_path: Path
) -> None:
    terminal = start(tmp_path / "order-desk")

    terminal.expect_exact("that is what --trust allows")
    answer_with_enter(terminal, *INTERFACE)
    said = output_of(terminal)

    assert terminal.exitstatus == 0
    assert f"Order Desk is in {tmp_path}/order-desk." in said
    assert f"cd {tmp_path}/order-desk" in said
    assert "uv run poe test " in said
    assert "uv run poe serve " in said
    assert (tmp_path / "order-desk" / "README.md").is_file()


def test_copy_wrong_answer_shows_what_is_right_and_asks_again(start: Start, tmp_path: Path) -> None:
    terminal = start(tmp_path / "demo")
    answer_with_enter(terminal, "kind", "project_name")
    meet(terminal, "project_slug")

    terminal.send(f"{CLEAR_LINE}Order Desk{ENTER}")
    terminal.expect_exact("A short name starts with a letter and has lower-case letters")
    terminal.send(f"{CLEAR_LINE}order-desk{ENTER}")
    meet(terminal, "description")


def test_copy_interrupted_question_leaves_nothing(start: Start, tmp_path: Path) -> None:
    terminal = start(tmp_path / "demo")
    answer_with_enter(terminal, "kind")
    meet(terminal, "project_name")

    terminal.send(CTRL_C)
    said = output_of(terminal)

    assert terminal.exitstatus == 1
    assert "Execution stopped by user" in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_copy_adoption_of_nothing_cannot_be_chosen(start: Start, tmp_path: Path) -> None:
    terminal = start(tmp_path / "demo")
    meet(terminal, "kind")

    terminal.expect_exact("Existing repository (")
    terminal.expect_exact("holds no Python project")
    terminal.send(f"\x1b[B{ENTER}")
    meet(terminal, "project_name")


def test_copy_enter_to_every_question_adopts_what_was_found(start: Start, tmp_path: Path) -> None:
    (tmp_path / "src" / "shop").mkdir(parents=True)
    (tmp_path / "src" / "shop" / "__init__.py").touch()
    (tmp_path / "pytest.ini").touch()

    terminal = start(tmp_path)
    terminal.expect_exact("code        src/shop")
    terminal.expect_exact("pytest      pytest.ini")
    answer_with_enter(terminal, *ADOPTION)
    said = output_of(terminal)

    assert terminal.exitstatus == 0
    assert "python .touchstone ratchet init " in said
    assert (tmp_path / "pytest.ini").read_bytes() == b""
    assert 'packages = ["src/shop"]' in (tmp_path / ".touchstone" / "settings.toml").read_text()


def test_copy_into_folder_of_ours_asks_nothing(start: Start, tmp_path: Path) -> None:
    (tmp_path / "sgconfig.yml").touch()
    (tmp_path / "pyproject.toml").touch()

    terminal = start(tmp_path)
    said = output_of(terminal)

    assert terminal.exitstatus == 1
    assert f"{tmp_path} already holds a project (pyproject.toml)." in said
    assert QUESTIONS["kind"]["help"] not in said
    assert {file.name for file in tmp_path.iterdir()} == {"pyproject.toml", "sgconfig.yml"}
