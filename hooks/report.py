"""Telling the user: a table of findings in the terminal, and paragraphs around it."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import TextIO

from hooks.findings import Finding

_PLAIN = {"→": "->", "─": "-", "│": "|", "…": "...", "✓": "ok"}
_COLOURS = {"red": "31", "yellow": "33", "green": "32", "bold": "1"}
_NARROW, _WIDEST = 40, 120
# Below this the last column is too thin to read, and findings are listed one under the other.
_ROOM_FOR_TEXT = 36
_HEADER = ("Check", "Where", "What is wrong, and what to do")


class Screen:
    """A terminal, or whatever stands in for one.

    Attributes:
        width: columns to use.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`; to standard error, where Copier writes as well, when None."""
        self._stream = stream or sys.stderr
        self._colour = _may_colour(self._stream)
        columns = shutil.get_terminal_size(fallback=(100, 24)).columns
        self.width = max(_NARROW, min(columns, _WIDEST))

    def line(self, text: str = "", colour: str = "") -> None:
        """Print one line, in a colour when the terminal has colours."""
        text = self._writable(text)
        if colour and self._colour:
            text = f"\033[{_COLOURS[colour]}m{text}\033[0m"
        self._stream.write(f"{text}\n")

    def paragraph(self, text: str, indent: str = "", colour: str = "") -> None:
        """Print text, broken to the width."""
        for line in _wrapped(text, self.width, indent, indent):
            self.line(line, colour)

    def table(self, findings: Iterable[Finding]) -> None:
        """Print findings as a table, or one under the other when the terminal is too narrow."""
        rows = sorted(findings, key=lambda finding: (finding.warning, finding.check))
        if not rows:
            return
        first = max(len(_HEADER[0]), *(len(_label(row)) for row in rows))
        second = max(len(_HEADER[1]), *(len(row.where) for row in rows))
        if self.width - first - second - 6 < _ROOM_FOR_TEXT:
            self._list(rows)
            return
        margin = " " * (first + second + 6)
        rule = "─"
        self.line(f"  {_HEADER[0]:<{first}}  {_HEADER[1]:<{second}}  {_HEADER[2]}", "bold")
        self.line(f"  {rule * first}  {rule * second}  {rule * (self.width - len(margin))}")
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            start = f"  {_label(row):<{first}}  {_printable(row.where):<{second}}  "
            self._cause(row, start, margin)
            self._remedy(row, following, margin)

    def _list(self, rows: Sequence[Finding]) -> None:
        """Print findings one under the other."""
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            self.line(f"  {_label(row)}  {row.where}", "bold")
            self._cause(row, "    ", "    ")
            self._remedy(row, following, "    ")

    def _cause(self, row: Finding, start: str, margin: str) -> None:
        """Print what is wrong."""
        colour = "yellow" if row.warning else "red"
        for line in _wrapped(row.message, self.width, start, margin):
            self.line(line, colour)

    def _remedy(self, row: Finding, following: Finding | None, margin: str) -> None:
        """Print what to do, once for findings in a row that have the same remedy."""
        if following and (row.check, row.remedy) == (following.check, following.remedy):
            return
        for line in _wrapped(f"→ {row.remedy}", self.width, margin, f"{margin}  "):
            self.line(line)

    def _writable(self, text: str) -> str:
        """Return the text as the stream's encoding can show it."""
        text = _printable(text)
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            for sign, plain in _PLAIN.items():
                text = text.replace(sign, plain)
        return text.encode(encoding, errors="backslashreplace").decode(encoding)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Return text broken to a width; paths stay whole, so that they can be copied."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _label(finding: Finding) -> str:
    """Return what stands in the first column."""
    return f"{finding.check} (warning)" if finding.warning else finding.check


def _printable(text: str) -> str:
    """Return text in which nothing can steer the terminal or break the line."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def _may_colour(stream: TextIO) -> bool:
    """Tell whether colours are wanted and understood."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    # Older Windows consoles print the codes instead of obeying them.
    understood = os.name != "nt" or "WT_SESSION" in os.environ
    return understood and stream.isatty()


def plural(number: int, noun: str) -> str:
    """Return number and noun, the noun with an s unless there is exactly one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
