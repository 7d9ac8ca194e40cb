"""After rendering: check the files, and seal the service when all is well."""

import os
import time

from hooks import adoption, checks, seal, shield
from hooks.examine import examine
from hooks.findings import Finding
from hooks.report import Screen, plural
from hooks.scope import Scope, is_owners_repository
from hooks.tree import Tree, walk


def check_rendered(
    scope: Scope, answers_file: str, operation: str, *, kind: str = "new", quiet: bool = False
) -> int:
    """Check the files that the template rendered; write the seal when nothing is wrong.

    An update runs this three times: in a temporary copy of the old version, in the owner's
    repository before the owner's edits are merged back, and in a temporary copy of the new version.
    In the owner's repository nothing is judged (the last run judges the same files, alone in their
    directory); what the new version renders is kept for the merge. The seal is taken away, and the
    check after the merge puts it back, so that an interrupted update does not look like a finished
    one.

    Args:
        scope: which files are the template's.
        answers_file: path of Copier's answers file.
        operation: "copy" or "update".
        kind: the answer to the question of that name, "new" or "existing".
        quiet: True to print nothing on success.

    Returns:
        Exit status.

    Raises:
        OSError: the seal cannot be written or removed.
    """
    started = time.perf_counter()
    seal.remove(scope.root)
    if kind == "existing":
        shield.put(scope.root)
        adoption.write_list(scope, answers_file)
    if operation == "update" and is_owners_repository(scope.root, answers_file):
        from hooks.update.snapshot import keep_rendered  # noqa: PLC0415 - needed by updates only

        keep_rendered(scope.root)
        return 0
    tree = Tree(scope.root, scope.sources, answers_file)
    findings = [
        finding._replace(warning=scope.is_owners(finding.file))
        for finding in examine(tree, checks.ALL)
    ]
    if kind == "existing":
        # What is wrong with the project's own files is not for an adoption to say.
        findings = [finding for finding in findings if finding.file in scope.sources]
    seconds = time.perf_counter() - started
    screen = Screen()
    verbose = bool(os.environ.get("TOUCHSTONE_VERBOSE"))
    failed = {finding.check for finding in findings if not finding.warning}
    if verbose:
        _list_checks(screen, findings)
    if failed:
        screen.line()
        total = plural(len(checks.ALL), "check")
        screen.line(f"Touchstone: {len(failed)} of {total} failed ({seconds:.2f} s)", "red")
        screen.line()
    screen.table(findings)
    if failed:
        screen.line()
        screen.paragraph(_what_happens(scope, operation))
        return 1
    seal.write(scope.root)
    if verbose or not (quiet or operation == "update"):
        screen.line(f"Touchstone: {len(checks.ALL)} checks passed ({seconds:.2f} s)", "green")
    if kind == "existing" and operation == "copy":
        _show_by_hand(screen, scope)
    return 0


def _show_by_hand(screen: Screen, scope: Scope) -> None:
    """Print what is in the way, and what its owner may add."""
    for step in adoption.by_hand(scope):
        screen.line()
        screen.paragraph(step.why, colour="yellow")
        for text in step.lines:
            screen.line(f"    {text}")


def _list_checks(screen: Screen, findings: list[Finding]) -> None:
    """Print each check with what it found."""
    for check in checks.ALL:
        number = sum(finding.check == check.id for finding in findings)
        mark = plural(number, "finding") if number else "✓"
        screen.line(f"  {check.id:<20}  {mark:<11}  {check.summary}")


def _what_happens(scope: Scope, operation: str) -> str:
    """Return what becomes of the files after a failure."""
    fault = "This is a fault of the template, not of your answers: please report it."
    if operation == "update":
        return (
            f"{fault} Copier stops the update here. It may already have rewritten files of your "
            "repository. Your last commit holds all you had: `git status` shows what is "
            "changed, `git restore --staged --worktree .` brings your files back, and `git clean "
            "--dry-run -d` names the files that the update added."
        )
    tops = {file.partition("/")[0] + "/" * ("/" in file) for file in scope.sources}
    other = _first_other(scope)
    if other is None:
        stays = (
            f"Copier now removes {scope.root}, the directory it made for this copy. (If it was "
            "there before, and empty, it stays with the new files in it.)"
        )
    else:
        stays = (
            f"{scope.root} was there before this copy (it holds {other}, which is not the "
            f"template's), so Copier removes nothing. What the template rendered stays in it: "
            f"{', '.join(sorted(tops))}. It is not sealed, so its tests refuse to run."
        )
    return f"{fault} {stays}"


def _first_other(scope: Scope) -> str | None:
    """Return a file or folder that was there before the copy, or None when there is none."""
    tops = {file.partition("/")[0] for file in scope.sources}
    # Folders of tools, such as .git, count here; empty folders of the template's do not.
    for name in sorted(set(os.listdir(scope.root)) - tops):  # noqa: PTH208 - names are enough
        if not (scope.template / name).is_dir():
            return name
    return next((file for file in walk(scope.root) if file not in scope.sources), None)
