"""What git says about the working tree of a service."""

from pathlib import Path
from typing import NamedTuple

from hooks.scope import git
from hooks.tree import walk

REJECT = ".rej"


class Changes(NamedTuple):
    """How the working tree differs from the last commit.

    Attributes:
        changed: tracked files that are there and differ, those with conflicts included.
        added: files that are there and that git does not track.
        removed: tracked files that are gone.
        unmerged: tracked files that git takes to be in conflict.
    """

    changed: list[str]
    added: list[str]
    removed: list[str]
    unmerged: list[str]

    @property
    def present(self) -> list[str]:
        """Return the files that were added or changed."""
        return [*self.changed, *self.added]


def changes(root: Path) -> Changes:
    """Return what changed in `root` since the last commit; every file when git cannot tell."""
    # Ignored files too: a rejected change must be seen even where *.rej is ignored.
    listing = git(
        root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all",
        "--ignored=matching", "--", ".",
    )  # fmt: skip
    prefix = git(root, "rev-parse", "--show-prefix")
    if listing is None or prefix is None:
        return Changes([], list(walk(root)), [], [])
    found = Changes([], [], [], [])
    for entry in filter(None, listing.split("\0")):
        state, file = entry[:2], entry[3:].removeprefix(prefix.rstrip("\n"))
        there = (root / file).is_file() or (root / file).is_symlink()
        if state in {"??", "!!"}:
            if there and (state == "??" or file.endswith(REJECT)):
                found.added.append(file)
            continue
        if "U" in state or state in {"AA", "DD"}:
            found.unmerged.append(file)
        (found.changed if there else found.removed).append(file)
    return found
