"""Nothing is left over from making the files: no Jinja, no half-finished merge."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hooks.findings import Finding, check
from hooks.tree import Tree

# Statements that open or close a block in Jinja; `{%` alone means something in other languages.
_STATEMENT = re.compile(
    r"\{%[-+]?\s*(?:if|elif|else|endif|for|endfor|raw|endraw|set|endset|macro|endmacro|block"
    r"|endblock|include|import|from|extends|call|filter|with|yield)\b"
)
# `{{ name`, but not GitHub's `${{ name`.
_EXPRESSION = re.compile(r"(?<![${])\{\{[-+]?\s*([A-Za-z_]\w*)(?![\w.]*\s*:)")
_COMMENT = re.compile(r"(?<![${])\{#[-+]?\s.*?[-+]?#\}")
_F_STRING = re.compile(r"""\b[rR]?[fF][rR]?["']""")
# Folders whose files are Jinja for the service itself, such as the text of its e-mails.
_OWN_TEMPLATES = re.compile(r"(?:^|/)templates/")
_NAME = re.compile(r"\{\{|\}\}|\{%|%\}|\.jinja$")

# The third stands there when git is told to show what both versions were made from.
_BEGIN, _MIDDLE, _BASE, _END = "<<<<<<< ", "=======", "||||||| ", ">>>>>>> "


@check("no-jinja-left")
def no_jinja_left(tree: Tree) -> Iterator[Finding]:
    """No Jinja is left over, neither in contents nor in names."""
    names = {"project_name", "project_slug", *(key for key in tree.answers if key[0] != "_")}
    for file in tree.files:
        if _OWN_TEMPLATES.search(file):
            continue
        if _NAME.search(file):
            yield Finding(
                file,
                None,
                "Jinja is left over in the file's name.",
                "Give the file in template/ a plain name, and decide in `_exclude` of copier.yml "
                "whether it is rendered.",
            )
        data = tree.data(file)
        if not (b"{{" in data or b"{%" in data or b"{#" in data):
            continue
        for number, line in enumerate(tree.lines(file), start=1):
            found = _jinja_in(line, names, python=file.endswith(".py"))
            if found and not tree.from_answer(found):
                yield Finding(
                    file,
                    number,
                    f"Jinja is left over: `{found}` was never filled in.",
                    "Give the file in template/ the suffix .jinja when an answer belongs in it; "
                    "wrap text that must keep its braces in a raw block.",
                )


def _jinja_in(line: str, names: set[str], *, python: bool) -> str | None:
    """Return the beginning of the first Jinja construct in a line, or None.

    Args:
        line: the text.
        names: the variables that the template fills in; other names belong to other languages.
        python: True for Python code, where doubled braces in f-strings are literal braces.
    """
    for pattern in (_STATEMENT, _COMMENT):
        found = pattern.search(line)
        if found:
            return found[0]
    for found in _EXPRESSION.finditer(line):
        known = found[1] in names or found[1].startswith("_copier")
        if known and not (python and _F_STRING.search(line)):
            return found[0]
    return None


@check("no-conflict-markers")
def no_conflict_markers(tree: Tree) -> Iterator[Finding]:
    """No file holds the markers of an unresolved merge."""
    for file in tree.files:
        if _BEGIN.encode() not in tree.data(file):
            continue
        for conflict in conflicts(tree.lines(file)):
            yield Finding(
                file,
                conflict.begin,
                "A merge conflict was never resolved: both versions stand between the markers.",
                "Keep what is needed of both versions, then delete the three marker lines.",
            )


@check("no-reject-files")
def no_reject_files(tree: Tree) -> Iterator[Finding]:
    """No rejected patch is left beside the file it was for."""
    for file in tree.matching("*.rej", "*.orig"):
        yield Finding(
            file,
            None,
            "This is what a patch left behind that did not fit.",
            "Work the change into the file beside it, then delete this file.",
        )


class Conflict(NamedTuple):
    """Where an unresolved conflict stands; all are line numbers from 1.

    Attributes:
        begin: the opening marker; the first side begins below it.
        first_end: the marker that ends the first side.
        middle: the row of equals signs; the second side begins below it.
        end: the closing marker.
    """

    begin: int
    first_end: int
    middle: int
    end: int


def conflicts(lines: list[str]) -> Iterator[Conflict]:
    """Yield each complete conflict in the lines.

    All three markers must be there: a row of equals signs alone underlines a heading.
    """
    begin = base = middle = 0
    for number, line in enumerate(lines, start=1):
        if line.startswith(_BEGIN):
            begin, base, middle = number, 0, 0
        elif not middle and line.startswith(_BASE):
            base = number
        elif begin and not middle and line == _MIDDLE:
            middle = number
        elif middle and line.startswith(_END):
            yield Conflict(begin, base or middle, middle, number)
            begin = base = middle = 0
