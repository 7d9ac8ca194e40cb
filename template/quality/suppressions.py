"""Suppressions must name a rule and say why: `# ast-grep-ignore: tq202-sleep the pause is what is measured`."""

import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path

from quality.findings import Finding
from quality.scanners import SUPPRESSIONS

NAME = "suppression-without-reason"
MARK = "ast-grep-ignore"
# Rule ids, then at least two words.
_COMPLETE = re.compile(r"#\s*ast-grep-ignore:\s*[\w-]+(?:,\s*[\w-]+)*\s+\S+\s+\S")


def find_unexplained(paths: Sequence[str]) -> list[Finding]:
    """Find suppressions that silence every rule, or do not say why they silence one.

    Args:
        paths: files, and folders with all below them.
    """
    return [finding for file in python_files(paths) for finding in _unexplained(file)]


def python_files(paths: Sequence[str]) -> Iterator[Path]:
    """Yield the Python files at and below the paths."""
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _unexplained(file: Path) -> Iterator[Finding]:
    text = file.read_text(encoding="utf-8", errors="replace")
    if MARK not in text:
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and MARK in token.string and not _COMPLETE.search(token.string):
            yield Finding(
                file=str(file),
                line=token.start[0],
                column=token.start[1] + 1,
                rule=NAME,
                message=f"Name the rule and the reason: `# {MARK}: rule-id why it does not hold here`.",
                link=SUPPRESSIONS,
            )
