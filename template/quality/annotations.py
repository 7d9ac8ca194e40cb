"""Marks on the changed files of a pull request, where GitHub Actions runs the commands."""

import os
from pathlib import Path
from typing import Literal

from quality.spans import Span

Level = Literal["error", "warning", "notice"]


def annotate(level: Level, message: str, *, title: str = "", file: str = "", span: Span | None = None) -> None:
    """Print a workflow command that GitHub turns into an annotation; elsewhere print nothing.

    Args:
        level: How much it matters.
        message: What is wrong.
        title: Stands above the message.
        file: Which file it is about, from the current folder.
        span: Which lines of that file.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    if file:
        # The project may be in a folder of its repository.
        workspace = os.environ.get("GITHUB_WORKSPACE", ".")
        file = Path(os.path.relpath(file, workspace)).as_posix()
    lines = {"line": str(span.first), "endLine": str(span.last)} if span else {}
    properties = {"file": file, **lines, "title": title}
    listed = ",".join(f"{name}={escape(value, ':,')}" for name, value in properties.items() if value)
    print(f"::{level} {listed}".rstrip() + f"::{escape(message)}", flush=True)


def escape(text: str, also: str = "") -> str:
    """Return text as a workflow command carries it.

    Args:
        text: The text.
        also: Further characters that would end it.
    """
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
