"""Marks on the changed files of a pull request, where GitHub Actions runs the commands."""

import os
from typing import Literal

Level = Literal["error", "warning", "notice"]


def annotate(level: Level, message: str, *, title: str = "", file: str = "", line: int = 0) -> None:
    """Print a workflow command that GitHub turns into an annotation; elsewhere print nothing.

    Args:
        level: How much it matters.
        message: What is wrong.
        title: Stands above the message.
        file: Which file it is about, from the root of the repository.
        line: Which line of that file.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    properties = {"file": file, "line": str(line or ""), "title": title}
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
