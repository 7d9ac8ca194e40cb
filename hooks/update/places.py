"""The places of an updated service that its owner has to decide about."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from hooks.checks.leftovers import conflicts
from hooks.tree import Tree
from hooks.update.worktree import REJECT

_HUNK = re.compile(r"^@@ -(\d+)")
_BOTH = (
    "Make one text of both: keep what you wrote, and work the template's change into it. Then "
    "delete the marker lines (<<<<<<<, =======, >>>>>>>)."
)
_FIT = "Work your change into the file where it belongs now, then remove the .rej file."


class Side(NamedTuple):
    """One of the two versions in a conflict.

    Attributes:
        title: whose it is.
        lines: its text.
    """

    title: str
    lines: list[str]


class Place(NamedTuple):
    """A place that the owner has to decide about.

    Attributes:
        file: path of the file in question.
        line: line number from 1, or None when it is about the file as a whole.
        kind: what is there, in a few words.
        sides: what the versions hold.
        remedy: what to do.
    """

    file: str
    line: int | None
    kind: str
    sides: tuple[Side, ...]
    remedy: str


def conflict_places(tree: Tree) -> list[Place]:
    """Return every conflict between markers in the files of the tree."""
    places = []
    for file in tree.files:
        if b"<<<<<<< " not in tree.data(file):
            continue
        lines = tree.lines(file)
        for found in conflicts(lines):
            yours = lines[found.begin : found.first_end - 1]
            theirs = lines[found.middle : found.end - 1]
            sides = (
                Side("yours, before updating", yours),
                Side("the template's, after updating", theirs),
            )
            kind = f"conflict, down to line {found.end}"
            places.append(Place(file, found.begin, kind, sides, _BOTH))
    return places


def reject_places(tree: Tree) -> list[Place]:
    """Return every change in a `.rej` file: an edit of the owner's that found no place."""
    places = []
    for reject in tree.matching(f"*{REJECT}"):
        file = reject.removesuffix(REJECT)
        for number, lines in _hunks(tree.lines(reject)):
            sides = (
                Side("yours", [text[1:] for text in lines if text.startswith("+")]),
                Side("in place of", [text[1:] for text in lines if text.startswith("-")]),
            )
            kind = f"your change did not fit the template's new text; it waits in {reject}"
            places.append(Place(file, number, kind, sides, _FIT))
    return places


def _hunks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each hunk of a patch: number of its first changed line before the change, and text."""
    starts = [index for index, line in enumerate(lines) if _HUNK.match(line)]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        found = _HUNK.match(lines[start])
        body = lines[start + 1 : end]
        unchanged = sum(1 for _ in itertools.takewhile(lambda text: text[:1] == " ", body))
        yield max(1, unchanged + int(found[1] if found else 1)), body
