"""After an update: settle what the owner changed, and report on the merged tree.

Nothing here stops the update: it is complete by now. What the owner has to decide is listed with
file, line and both sides; whatever else the checks find is a warning, because the template's own
files were already checked on their own.
"""

import os
import time

from hooks import checks, seal
from hooks.examine import examine
from hooks.report import Screen, plural
from hooks.scope import Scope
from hooks.tree import Tree
from hooks.update import summary
from hooks.update.migration import between
from hooks.update.places import conflict_places, reject_places
from hooks.update.settle import Settled, settle
from hooks.update.snapshot import Snapshot
from hooks.update.unmerged import resolve
from hooks.update.worktree import changes

# Not asked again: an owner may remove files, and what is left of a merge is listed on its own.
_BEFORE_MERGE_ONLY = {"expected-files", "no-conflict-markers", "no-reject-files"}


def check_merged(scope: Scope, answers_file: str, old: str, new: str) -> int:
    """Settle the owner's files, then report conflicts, removed files, and what the checks find.

    Args:
        scope: which files are the template's.
        answers_file: path of Copier's answers file.
        old: the version the service had, as PEP 440 writes it.
        new: the version it has now.

    Returns:
        Exit status: 1 when something is left to decide (like `git merge`), 0 otherwise, and always
        0 with TOUCHSTONE_CONFLICTS=report in the environment.

    Raises:
        OSError: a file cannot be written.
    """
    started = time.perf_counter()
    root = scope.root
    settled = _settle(scope, answers_file, old, new)
    # The update itself is complete, with or without conflicts.
    seal.write(root)
    found = changes(root)
    everything = Tree(root, found.present, answers_file)
    places = [*conflict_places(everything), *reject_places(everything), *settled.places]
    affected = {place.file for place in places}
    tree = Tree(
        root, set(Scope(root, scope.template, answers_file).sources) - affected, answers_file
    )
    selected = [check for check in checks.ALL if check.id not in _BEFORE_MERGE_ONLY]
    warnings = [finding._replace(warning=True) for finding in examine(tree, selected)]
    screen = Screen()
    screen.line()
    summary.show_places(screen, places)
    summary.show_moved(screen, settled.moved, settled.stays_removed)
    gone = set(found.removed) - settled.moved.keys()
    summary.show_removed(screen, sorted(gone))
    if warnings:
        screen.line("Touchstone: in the merged files (nothing of this stops you):", "yellow")
        screen.line()
        screen.table(warnings)
        screen.line()
    if places:
        summary.show_advice(screen)
        if os.environ.get("TOUCHSTONE_CONFLICTS") != "report":
            return 1
        # An updater's next git command must not meet files in conflict: it reads them from here.
        resolve(root, found.unmerged)
        return 0
    failed = len({finding.check for finding in warnings})
    seconds = time.perf_counter() - started
    total = plural(len(selected), "check")
    verb = "warns" if failed == 1 else "warn"
    result = f"{failed} of {total} {verb}" if failed else f"{total} passed"
    screen.line(
        f"Touchstone: the update is merged without conflicts; {result} ({seconds:.2f} s)", "green"
    )
    return 0


def _settle(scope: Scope, answers_file: str, old: str, new: str) -> Settled:
    """Settle the owner's files, when the update kept something aside."""
    snapshot = Snapshot.of(scope.root)
    record = snapshot.record() if snapshot else None
    if snapshot is None or record is None:
        return Settled([], {}, {})
    steps = between(old, new)
    settled = settle(scope, answers_file, snapshot, record, steps)
    for step in steps:
        if step.after:
            step.after(scope.root)
    snapshot.finish()
    return settled
