"""The three-way merge of one file, as git makes it."""

import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from hooks.update.content import Content

_LABELS = ("before updating", "last update", "after updating")
# What git answers when it cannot merge at all; below it, the number of conflicts.
_CANNOT = 128


class Merged(NamedTuple):
    """The result of a merge.

    Attributes:
        content: what the file becomes.
        conflicts: True when both sides are left in it between markers.
        whole: True when the two cannot be combined at all, so that the content is the owner's.
    """

    content: Content
    conflicts: bool = False
    whole: bool = False


def merge(root: Path, base: Content | None, yours: Content, theirs: Content) -> Merged:
    """Merge what the owner and the template made of a file.

    Args:
        root: the service's directory; git's settings there decide how a conflict looks.
        base: what the last version of the template had rendered; None when both added the file.
        yours: what the owner has.
        theirs: what the new version of the template renders.

    Raises:
        OSError: there is no git, or no room for temporary files.
    """
    if theirs in {yours, base}:
        return Merged(yours)
    if base == yours:
        return Merged(theirs)
    executable = _executable(base, yours, theirs)
    origin = base or Content(b"")
    if not (origin.is_text and yours.is_text and theirs.is_text):
        return Merged(yours, whole=True)
    style = _line_end(yours.data)
    sides = (yours.data, _with(style, origin.data), _with(style, theirs.data))
    merged = _merge_file(root, sides)
    if merged is None:
        return Merged(yours, whole=True)
    data, conflicts = merged
    return Merged(Content(data, executable), conflicts)


def _merge_file(root: Path, sides: tuple[bytes, ...]) -> tuple[bytes, bool] | None:
    """Return the merged bytes and whether there are conflicts, or None when git cannot merge."""
    with tempfile.TemporaryDirectory(prefix="touchstone-") as folder:
        command = ["git", "-C", str(root), "merge-file", "-p"]
        for label in _LABELS:
            command += ["-L", label]
        for number, data in enumerate(sides):
            file = Path(folder, str(number))
            file.write_bytes(data)
            command.append(str(file))
        result = subprocess.run(command, capture_output=True, check=False)
    if result.returncode >= _CANNOT:
        return None
    return result.stdout, result.returncode > 0


def _executable(base: Content | None, yours: Content, theirs: Content) -> bool:
    """Return what the owner decided about running the file, else what the template did."""
    decided = base is None or base.executable != yours.executable
    return yours.executable if decided else theirs.executable


def _line_end(data: bytes) -> bytes | None:
    """Return how every line of a file ends, or None when that differs or there is no line."""
    windows, all_ends = data.count(b"\r\n"), data.count(b"\n")
    if not all_ends or 0 < windows < all_ends:
        return None
    return b"\r\n" if windows else b"\n"


def _with(style: bytes | None, data: bytes) -> bytes:
    """Return a file with the line ends that the owner chose for the whole of it.

    Without this, changing line ends would put every line into a conflict.
    """
    if style is None or _line_end(data) in {None, style}:
        return data
    return data.replace(b"\r\n", b"\n").replace(b"\n", style)
