"""Where a file went that the template has under another name now."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from hooks.update.content import Content, read

# The share of lines in common from which git takes two files for one as well.
_SIMILAR = 0.5
# A name that is kept makes it likelier that a file was moved and not replaced.
_SAME_NAME = 0.2


def similar_file(root: Path, file: str, content: Content, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a file most likely became, or None when none is like it.

    Args:
        root: the service's directory.
        file: the path the file had.
        content: what was in it.
        candidates: paths that are new in `root`.
    """
    if not content.data.strip() or content.link:
        return None
    best, found = 0.0, None
    for candidate in candidates:
        other = read(root / candidate)
        if other is None or other.is_text != content.is_text:
            continue
        likeness = _likeness(content.data, other.data)
        if likeness < _SIMILAR:
            continue
        likeness += _SAME_NAME * (Path(candidate).name == Path(file).name)
        if likeness > best:
            best, found = likeness, candidate
    return found


def _likeness(old: bytes, new: bytes) -> float:
    """Return the share of lines that two files have in common, from 0 to 1."""
    if old == new:
        return 1.0
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    # The cheap upper bounds first: most pairs have nothing in common.
    if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
        return 0.0
    return matcher.ratio()
