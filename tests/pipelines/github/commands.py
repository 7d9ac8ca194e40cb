"""What a step tells the runner: through files whose paths it is given, and through its output."""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.pipelines.github.results import Annotation
from tests.pipelines.github.workflows import UnsupportedError

_COMMAND = re.compile(r"^::(?P<name>[\w-]+)(?: (?P<properties>[^:]*))?::(?P<message>.*)$")
_LEVELS = ("error", "warning", "notice")
_SILENT = ("group", "endgroup", "add-mask", "debug", "remove-matcher")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def read_pairs(file: Path) -> dict[str, str]:
    """Read a file of `name=value` lines and `name<<END … END` blocks, as GITHUB_OUTPUT is one.

    Raises:
        UnsupportedError: a line is neither.
    """
    pairs: dict[str, str] = {}
    lines = iter(file.read_text(encoding="utf-8").splitlines())
    for line in lines:
        name, separator, rest = re.match(r"([^=<]*)(=|<<|)(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        if separator == "=":
            pairs[name] = rest
        elif separator == "<<":
            block = itertools.takewhile(rest.__ne__, lines)
            pairs[name] = "\n".join(block)
        elif line:
            raise UnsupportedError(f"{file.name}: no `name=value` in {line!r}")
    return pairs


def annotations(output: str, workspace: Path) -> Iterator[Annotation]:
    """Yield what the output of a step marks, by workflow commands and by problem matchers.

    Args:
        output: what it printed.
        workspace: where the files of matchers are found.

    Raises:
        UnsupportedError: it uses a command or a kind of matcher that the runner does not know.
    """
    matchers: list[tuple[re.Pattern[str], dict[str, Any]]] = []
    for raw in output.splitlines():
        line = _ANSI.sub("", raw)
        command = _COMMAND.match(line)
        if command is None:
            yield from _matched(line, matchers)
        elif command["name"] == "add-matcher":
            matchers += _matchers(workspace / command["message"])
        elif command["name"] in _LEVELS:
            pairs = (pair.partition("=") for pair in (command["properties"] or "").split(","))
            properties = {name: _unescape(value) for name, _, value in pairs}
            yield Annotation(
                command["name"],
                properties.get("file", ""),
                int(properties.get("line") or 0),
                _unescape(command["message"]),
            )
        elif command["name"] not in _SILENT:
            raise UnsupportedError(f"the runner does not know the command {line}")


def _matchers(file: Path) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Read a file of problem matchers."""
    found = []
    for matcher in json.loads(file.read_text(encoding="utf-8"))["problemMatcher"]:
        if len(matcher["pattern"]) != 1:
            raise UnsupportedError(f"{file.name}: a matcher of one line is expected")
        [pattern] = matcher["pattern"]
        found.append((re.compile(pattern["regexp"]), pattern))
    return found


def _matched(
    line: str, matchers: list[tuple[re.Pattern[str], dict[str, Any]]]
) -> Iterator[Annotation]:
    for expression, groups in matchers:
        if found := expression.search(line):
            level = found[groups["severity"]] if "severity" in groups else "error"
            yield Annotation(
                level, found[groups["file"]], int(found[groups["line"]]), found[groups["message"]]
            )


def _unescape(text: str) -> str:
    """Return text as it was before a workflow command carried it."""
    for code, sign in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        text = text.replace(code, sign)
    return text
