"""Patterns of paths, as the tables in this folder use them."""

import re


def matches(pattern: str, path: str) -> bool:
    """Say whether a path matches.

    Args:
        pattern: `*` stays in one folder, `**` goes into all below.
        path: From the root of the repository, with forward slashes.
    """
    escaped = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return re.fullmatch(escaped, path) is not None
