"""The files of a service as the checks see them: each is read once and parsed at most once."""

import functools
import os
import re
import stat
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

ANSWERS_FILE = ".copier-answers.yml"

# Directories that tools fill: never part of what the template rendered.
IGNORED_DIRECTORIES = frozenset(
    {
        ".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".data",
        ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".tox", ".nox", "htmlcov",
    }
)  # fmt: skip

# libyaml when PyYAML has it: ten times faster than the pure Python loader.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def walk(root: Path, *, links: bool = False) -> Iterator[str]:
    """Yield the files below `root`, relative and with forward slashes, without tools' directories.

    Args:
        root: the directory.
        links: whether symbolic links to directories are followed, as Copier does in a template.
    """
    for folder, directories, names in os.walk(root, followlinks=links):
        directories[:] = sorted(set(directories) - IGNORED_DIRECTORIES)
        prefix = Path(folder).relative_to(root).as_posix()
        for name in sorted(names):
            yield name if prefix == "." else f"{prefix}/{name}"


class Tree:
    """Files of one directory, with cached readers.

    Attributes:
        root: the directory.
        files: the paths to check, relative, with forward slashes, in order.
        answers_file: path of Copier's answers file.
    """

    def __init__(
        self, root: Path, files: Iterable[str] | None = None, answers_file: str = ANSWERS_FILE
    ) -> None:
        """Take `files` of `root` (all of them when None)."""
        self.root = root
        self.files = tuple(sorted(walk(root) if files is None else files))
        self.answers_file = answers_file
        self.data = functools.cache(self._data)
        self.text = functools.cache(self._text)
        self.lines = functools.cache(self._lines)
        self.toml = functools.cache(self._toml)
        self.yaml = functools.cache(self._yaml)

    def matching(self, *patterns: str) -> list[str]:
        """Return the files whose path or whose name matches one of the shell patterns."""
        return [
            file
            for file in self.files
            if any(
                fnmatchcase(file, pattern) or fnmatchcase(file.rpartition("/")[2], pattern)
                for pattern in patterns
            )
        ]

    def exists(self, path: str) -> bool:
        """Tell whether the path is on disk, whoever put it there."""
        return (self.root / path).exists()

    def _data(self, file: str) -> bytes:
        """Return the bytes of a file; empty for what is not a readable regular file."""
        path = self.root / file
        try:
            return path.read_bytes() if stat.S_ISREG(path.stat().st_mode) else b""
        except OSError:
            return b""

    def _text(self, file: str) -> str | None:
        """Return the text of a UTF-8 file without its byte order mark; None for anything else."""
        data = self.data(file)
        if b"\0" in data:
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None

    def _lines(self, file: str) -> list[str]:
        """Return the lines of a text file without line ends; none for a binary file.

        Bytes that are not UTF-8 become a replacement character: the other lines still count.
        """
        data = self.data(file)
        text = "" if b"\0" in data else data.decode("utf-8-sig", errors="replace")
        # Not splitlines(): it also splits at form feeds and the like, which editors do not count.
        return text.replace("\r\n", "\n").split("\n") if text else []

    def _toml(self, file: str) -> dict[str, Any] | str:
        """Return the parsed TOML file, or the parser's message when it is broken."""
        text = self.text(file)
        if text is None:
            return "it is not UTF-8 text"
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            return str(error)

    def _yaml(self, file: str) -> list[yaml.Node] | yaml.YAMLError:
        """Return the root nodes of a YAML file, or the parser's error when it is broken.

        Nodes, not values: they know their line, and unknown tags (GitLab's `!reference`) are fine.
        """
        text = self.text(file)
        if text is None:
            return yaml.YAMLError("it is not UTF-8 text")
        try:
            return list(yaml.compose_all(text, Loader=LOADER))
        except yaml.YAMLError as error:
            return error

    def table(self, file: str, *keys: str) -> dict[str, Any]:
        """Return a table of a TOML file; empty when file or table is missing or broken.

        Args:
            file: path of the file.
            keys: names that lead to the table, outermost first.
        """
        value: Any = self.toml(file) if self.exists(file) else {}
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value if isinstance(value, dict) else {}

    def nodes(self, file: str) -> list[yaml.Node]:
        """Return the root nodes of a YAML file; none when it is missing or broken."""
        result = self.yaml(file) if self.exists(file) else []
        return result if isinstance(result, list) else []

    def line_of(self, file: str, pattern: str) -> int | None:
        """Return the number of the first line that matches the regular expression, or None."""
        expression = re.compile(pattern)
        numbered = enumerate(self.lines(file), start=1)
        return next((number for number, line in numbered if expression.search(line)), None)

    @functools.cached_property
    def answers(self) -> dict[str, Any]:
        """The user's answers; empty when the answers file is missing or broken."""
        try:
            loaded = yaml.load(self.text(self.answers_file) or "", Loader=LOADER)  # noqa: S506 - safe
        except yaml.YAMLError:
            return {}
        return loaded if isinstance(loaded, dict) else {}

    def from_answer(self, text: str) -> bool:
        """Tell whether the text stands in one of the user's answers.

        What a user typed is content, even when it looks like Jinja or like a broken link.
        """
        return any(text in value for value in self.answers.values() if isinstance(value, str))
