"""Before an update writes anything: refuse what would end badly, and keep aside what is at stake.

Whatever ends the update here leaves the service as it was.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from hooks import adoption, seal
from hooks.report import Screen
from hooks.scope import SUFFIX, Scope, git
from hooks.tree import walk
from hooks.update import migration
from hooks.update.content import read
from hooks.update.snapshot import BASE, YOURS, Record, Snapshot
from hooks.update.versions import NotRenderedError, last_version
from hooks.update.worktree import REJECT, changes


class Obstacle(NamedTuple):
    """Why an update cannot go on.

    Attributes:
        cause: what is wrong.
        remedy: what to do.
    """

    cause: str
    remedy: str


def prepare(scope: Scope, answers_file: str, old: str, new: str) -> int:
    """Get ready for an update.

    Args:
        scope: which files are the template's.
        answers_file: path of Copier's answers file.
        old: the version the service has, as PEP 440 writes it.
        new: the version it gets.

    Returns:
        Exit status: 1 when the update must not go on.

    Raises:
        OSError: the directory, or git's own, cannot be written.
    """
    root = scope.root
    snapshot = Snapshot.of(root)
    if snapshot is None:
        return _refuse(Obstacle("git does not answer here.", "Run `git status` to see why."))
    obstacle = next(_obstacles(scope, snapshot), None)
    if obstacle:
        return _refuse(obstacle)
    snapshot.begin()
    try:
        with last_version(snapshot.prefix, answers_file, scope.answers) as rendered:
            record = _keep(
                scope, snapshot, rendered, {answers_file, seal.name(root), adoption.LIST}
            )
    except NotRenderedError as error:
        return _refuse(
            Obstacle(
                f"The version that this service was made from cannot be rendered: {error}.",
                f"Look at `_src_path` and `_commit` in {answers_file}.",
            )
        )
    snapshot.save(record)
    try:
        migration.change_answers(root / answers_file, migration.between(old, new))
    except yaml.YAMLError as error:
        return _refuse(Obstacle(f"{answers_file} is broken: {error}.", "Restore it from git."))
    return 0


def _refuse(obstacle: Obstacle) -> int:
    """Say why the update ends; returns the exit status."""
    screen = Screen()
    screen.line()
    screen.paragraph(f"Touchstone: {obstacle.cause}", colour="red")
    screen.paragraph(f"{obstacle.remedy} Nothing was changed; then repeat the update.")
    return 1


def _obstacles(scope: Scope, snapshot: Snapshot) -> Iterator[Obstacle]:
    """Yield what would make the update end half-way, or lose something."""
    if not (scope.root / seal.name(scope.root)).exists():
        yield _no_seal(scope.root)
    interrupted = snapshot.interrupted(scope.root)
    if interrupted:
        yield _interrupted(interrupted)
    for reject in changes(scope.root).added:
        if reject.endswith(REJECT):
            yield Obstacle(
                f"{reject} is left from an earlier update: a change of yours that found no place.",
                f"Work it into {reject.removesuffix(REJECT)}, and remove the .rej file.",
            )
    for source in walk(scope.template, links=True):
        file = source.removesuffix(SUFFIX)
        blocked = _blocked(scope.root, file)
        if blocked:
            yield Obstacle(f"The template has a file {file}, and {blocked}.", "Rename yours.")


def _no_seal(root: Path) -> Obstacle:
    """Return what to say about a service whose seal is missing from the last commit."""
    cause = (
        f"{seal.name(root)} is missing, so generating or updating this service was interrupted, "
        "and its files may be half old and half new."
    )
    lost = git(root, "log", "-1", "--format=%h", "--diff-filter=D", "--", seal.name(root))
    if lost and lost.strip():
        remedy = f"`git revert {lost.strip()}` takes back the commit that holds the half-done work."
    else:
        remedy = "`copier copy --trust --overwrite` with the same answers makes it whole."
    return Obstacle(cause, remedy)


def _interrupted(found: dict[str, Path]) -> Obstacle:
    """Return what to say when an earlier update left files of the owner's half-way."""
    pairs = ", ".join(f"{file} ({kept})" for file, kept in found.items())
    return Obstacle(
        "An earlier update was interrupted, and these files are not as you had left them; in "
        f"brackets stands where each is kept as it was: {pairs}.",
        "Bring back what is missing, and commit. This is said once.",
    )


def _blocked(root: Path, file: str) -> str:
    """Return what keeps a file from being written at a path, or an empty string."""
    if (root / file).is_dir() and not (root / file).is_symlink():
        return "yours is a folder"
    for parent in Path(file).parents:
        folder = root / parent
        if folder.exists() and not folder.is_dir():
            return f"{parent.as_posix()} is a file of yours"
        if folder.is_symlink() and not folder.resolve().is_relative_to(root.resolve()):
            return f"{parent.as_posix()} is a link that leads out of the service"
    return ""


def _keep(scope: Scope, snapshot: Snapshot, rendered: Path, no_work: set[str]) -> Record:
    """Keep every file that the owner changed, or has where the template may put one.

    Args:
        scope: which files are the new version's.
        snapshot: where they are kept.
        rendered: folder with the service as the last version made it.
        no_work: files that every update writes anew.

    Returns:
        What was found.
    """
    pristine: list[str] = []
    edited: list[str] = []
    removed: list[str] = []
    old = dict.fromkeys(walk(rendered))
    for file in dict.fromkeys([*old, *scope.sources]).keys() - no_work:
        yours = read(scope.root / file)
        base = read(rendered / file) if file in old else None
        if yours == base:
            pristine.append(file)
            continue
        (removed if yours is None else edited).append(file)
        snapshot.keep(YOURS, file, yours)
        snapshot.keep(BASE, file, base)
    commit = (git(scope.root, "rev-parse", "HEAD") or "").strip()
    return Record(commit, tuple(sorted(pristine)), tuple(sorted(edited)), tuple(sorted(removed)))
