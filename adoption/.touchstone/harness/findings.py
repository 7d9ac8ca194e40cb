"""What breaks a rule of the standard, with the test that it stands in."""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Violation:
    """A place that breaks a rule.

    Attributes:
        file: Its path from the project's folder.
        line: Counted from one.
        rule: The id of the rule.
        message: What is wrong and what to do.
        link: Where the reason stands.
    """

    file: str
    line: int
    rule: str
    message: str
    link: str = ""


class Places:
    """Finds the function or class that a line of a file belongs to; each file is read once.

    Args:
        root: The project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, list[tuple[int, str]]] = {}

    def name(self, file: str, line: int) -> str:
        """Return the names around a line, like `TestLogin::test_login`, or `-` at the top of a module."""
        if file not in self._known:
            self._known[file] = _starts(self._root / file)
        starts = self._known[file]
        position = bisect_right(starts, line, key=lambda start: start[0]) - 1
        return starts[position][1] if position >= 0 else "-"


def _starts(path: Path) -> list[tuple[int, str]]:
    """Return, in order, the lines of a file from which on another name holds."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return []
    # Of two that begin on one line the later one is the inner one, or what follows.
    return sorted(dict(_names(tree.body, "")).items())


def _names(body: Iterable[ast.stmt], around: str) -> Iterator[tuple[int, str]]:
    """Yield where a name begins, and where the name around it goes on."""
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        name = f"{around}::{node.name}" if around else node.name
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        yield first, name
        # A function inside a test is a part of the test.
        if isinstance(node, ast.ClassDef):
            yield from _names(node.body, name)
        yield (node.end_lineno or node.lineno) + 1, around or "-"
