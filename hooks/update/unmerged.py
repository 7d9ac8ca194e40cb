"""Git's index: which files still need a decision, so that a commit without one is refused."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from hooks.scope import git
from hooks.update.content import Content


class Stages(NamedTuple):
    """The three versions of a file that git shows during a merge, numbered 1, 2, and 3.

    Attributes:
        base: from the last update; None when it had no such file.
        yours: from the owner.
        theirs: from the template; None when it has no such file any more.
    """

    base: Content | None
    yours: Content
    theirs: Content | None


def unmerge(root: Path, files: Mapping[str, Stages]) -> None:
    """Mark files as in conflict, as `git merge` does; `git add` settles each.

    Files that git does not track stay so.
    """
    prefix = (git(root, "rev-parse", "--show-prefix") or "").strip("\n")
    entries: list[str] = []
    for file, stages in files.items():
        if git(root, "ls-files", "--error-unmatch", "--", file) is None:
            continue
        path = f"{prefix}{file}"
        versions = [
            (number, content, _stored(root, file, content))
            for number, content in enumerate(stages, start=1)
            if content is not None
        ]
        entries.append(f"0 {'0' * len(versions[0][2])}\t{path}")
        entries += [
            f"{_mode(content)} {name} {number}\t{path}" for number, content, name in versions
        ]
    if entries:
        _git(root, "update-index", "-z", "--index-info", given="\0".join([*entries, ""]).encode())


def resolve(root: Path, files: Iterable[str]) -> None:
    """Take files out of conflict in the index; what is on disk stays."""
    names = list(files)
    if names:
        _git(root, "reset", "--quiet", "--", *names)


def _stored(root: Path, file: str, content: Content) -> str:
    """Put a version into git's store, and return its name there."""
    # With its path, so that git treats line ends as it does for this file.
    how = ("--no-filters",) if content.link else (f"--path={file}",)
    name = _git(root, "hash-object", "-w", "--stdin", *how, given=content.data)
    return os.fsdecode(name).strip()


def _mode(content: Content) -> str:
    """Return the mode of a version as git writes it."""
    if content.link:
        return "120000"
    return "100755" if content.executable else "100644"


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run git in `root` and return what it prints.

    Raises:
        OSError: it fails.
    """
    command = ["git", "-C", str(root), *arguments]
    result = subprocess.run(command, input=given, capture_output=True, check=False)
    if result.returncode:
        raise OSError(result.returncode, os.fsdecode(result.stderr).strip(), str(root))
    return result.stdout
