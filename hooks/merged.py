"""After an update: report on the tree in which the owner's edits are merged back.

Nothing here changes a file of the owner's, and nothing stops the update: it is complete by now.
What the owner has to decide is listed with file, line and both sides; whatever else the checks find
is a warning, because the template's own files were already checked on their own.
"""

import itertools
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hooks import checks, seal
from hooks.checks.leftovers import conflicts
from hooks.examine import examine
from hooks.report import Screen, plural
from hooks.scope import Scope, git
from hooks.tree import Tree, walk

# Not asked again: an owner may remove files, and what is left of a merge is listed on its own.
_BEFORE_MERGE_ONLY = {"expected-files", "no-conflict-markers", "no-reject-files"}
_HUNK = re.compile(r"^@@ -(\d+)")
_LINES_SHOWN = 8


class Side(NamedTuple):
    """One of the two versions in a conflict.

    Attributes:
        title: whose it is.
        lines: its text.
    """

    title: str
    lines: list[str]


class Open(NamedTuple):
    """A place that the owner has to decide about.

    Attributes:
        file: path of the file in question.
        line: line number from 1.
        kind: what is there, in a few words.
        sides: what the versions hold.
    """

    file: str
    line: int
    kind: str
    sides: tuple[Side, ...]


class Changes(NamedTuple):
    """What the update did to the working tree.

    Attributes:
        present: paths that were added, changed or left in conflict.
        removed: paths that are gone.
    """

    present: list[str]
    removed: list[str]


def check_merged(scope: Scope, answers_file: str) -> int:
    """Report conflicts, rejected changes, removed files, and what the checks find.

    Args:
        scope: which files are the template's.
        answers_file: path of Copier's answers file.

    Returns:
        Exit status: 1 when something is left to decide (like `git merge`), 0 otherwise, and always
        0 with TOUCHSTONE_CONFLICTS=report in the environment.

    Raises:
        OSError: the seal cannot be written.
    """
    started = time.perf_counter()
    # The update itself is complete, with or without conflicts.
    seal.write(scope.root)
    changes = _changes(scope.root)
    everything = Tree(scope.root, changes.present, answers_file)
    undecided = [*_conflicts(everything), *_rejects(everything)]
    affected = {place.file for place in undecided}
    tree = Tree(scope.root, set(scope.sources) - affected, answers_file)
    selected = [check for check in checks.ALL if check.id not in _BEFORE_MERGE_ONLY]
    warnings = [finding._replace(warning=True) for finding in examine(tree, selected)]
    screen = Screen()
    screen.line()
    _show_undecided(screen, undecided)
    _show_removed(screen, changes.removed)
    if warnings:
        screen.line("Touchstone: in the merged files (nothing of this stops you):", "yellow")
        screen.line()
        screen.table(warnings)
        screen.line()
    if undecided:
        _show_advice(screen)
        return 0 if os.environ.get("TOUCHSTONE_CONFLICTS") == "report" else 1
    failed = len({finding.check for finding in warnings})
    seconds = time.perf_counter() - started
    total = plural(len(selected), "check")
    verb = "warns" if failed == 1 else "warn"
    result = f"{failed} of {total} {verb}" if failed else f"{total} passed"
    screen.line(
        f"Touchstone: the update is merged without conflicts; {result} ({seconds:.2f} s)", "green"
    )
    return 0


def _changes(root: Path) -> Changes:
    """Return what changed in `root` since the last commit; every file when git cannot tell."""
    # Ignored files too: a rejected change must be seen even where *.rej is ignored.
    listing = git(
        root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        "--ignored=matching", "--", ".",
    )  # fmt: skip
    prefix = git(root, "rev-parse", "--show-prefix")
    if listing is None or prefix is None:
        return Changes(list(walk(root)), [])
    present, removed = [], []
    for entry in filter(None, listing.split("\0")):
        state, file = entry[:2], entry[3:].removeprefix(prefix.rstrip("\n"))
        if (root / file).is_file():
            if state != "!!" or file.endswith(".rej"):
                present.append(file)
        elif "D" in state:
            removed.append(file)
    return Changes(present, removed)


def _conflicts(tree: Tree) -> list[Open]:
    """Return every conflict in the files of the tree."""
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
            places.append(Open(file, found.begin, kind, sides))
    return places


def _rejects(tree: Tree) -> list[Open]:
    """Return every change in a `.rej` file: an edit of the owner's that found no place."""
    places = []
    for reject in tree.matching("*.rej"):
        file = reject.removesuffix(".rej")
        for number, lines in _hunks(tree.lines(reject)):
            sides = (
                Side("yours", [text[1:] for text in lines if text.startswith("+")]),
                Side("in place of", [text[1:] for text in lines if text.startswith("-")]),
            )
            kind = f"your change did not fit the template's new text; it waits in {reject}"
            places.append(Open(file, number, kind, sides))
    return places


def _hunks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each hunk of a patch: number of its first changed line before the change, and text."""
    starts = [index for index, line in enumerate(lines) if _HUNK.match(line)]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        found = _HUNK.match(lines[start])
        body = lines[start + 1 : end]
        unchanged = sum(1 for _ in itertools.takewhile(lambda text: text[:1] == " ", body))
        yield max(1, unchanged + int(found[1] if found else 1)), body


def _show_undecided(screen: Screen, places: list[Open]) -> None:
    """Print each place with file, line and what the sides hold."""
    if not places:
        return
    screen.line(
        f"Touchstone: the update is merged, and {plural(len(places), 'place')} "
        f"{'needs' if len(places) == 1 else 'need'} your decision.",
        "yellow",
    )
    for place in places:
        screen.line()
        screen.line(f"  {place.file}:{place.line}  {place.kind}", "bold")
        for side in place.sides:
            screen.line(f"    {side.title}:")
            for text in side.lines[:_LINES_SHOWN]:
                screen.line(f"      │ {text.expandtabs(4)}"[: screen.width])
            more = len(side.lines) - _LINES_SHOWN
            if more > 0:
                screen.line(f"      … and {plural(more, 'more line')}")
            if not side.lines:
                screen.line("      (nothing)")
    screen.line()


def _show_removed(screen: Screen, files: list[str]) -> None:
    """Print which files the update removed, and how to have them back."""
    if not files:
        return
    screen.line(
        "Touchstone: the template no longer has these files, so Copier removed them:", "yellow"
    )
    for file in files:
        screen.line(f"  {file}")
    screen.paragraph(
        "If you had changed one of them, your version is in your last commit; "
        "`git restore <file>` brings it back."
    )
    screen.line()


def _show_advice(screen: Screen) -> None:
    """Print what to do about undecided places."""
    screen.paragraph(
        "What to do: open each file at its line. Keep what you wrote and work the template's "
        "change into it, or the other way round; where both are needed, keep both. Then delete the "
        "marker lines (<<<<<<<, =======, >>>>>>>) or the .rej file, run the tests, and `git add` "
        "the file."
    )
    screen.paragraph(
        "Nothing is lost: `git show HEAD:./<file>` prints a file as you had committed it. Copier "
        "may add that a task returned 1; that only means that places are left to decide."
    )
