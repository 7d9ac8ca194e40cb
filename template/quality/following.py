"""Follows the calls of a test into its helpers, which may stand in other files than the test."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

_CALLS = re.compile(r"([A-Za-z_]\w*)\s*\(")
_TESTS = {"test", "tests", "testing"}

Captured = Mapping[str, str]


def called_in(body: str) -> set[str]:
    """Return the names of what a piece of code calls; of a method the last part alone."""
    return set(_CALLS.findall(body))


def names_that_lead_to(helpers: Sequence[Captured]) -> set[str]:
    """Return the helpers that do something themselves or through other helpers.

    Args:
        helpers: what a file in quality/helpers/ captured of each function: its NAME, its BODY, and FOUND if it
            does the thing itself.
    """
    calls = [(helper["NAME"], called_in(helper["BODY"])) for helper in helpers if "FOUND" not in helper]
    found = {helper["NAME"] for helper in helpers if "FOUND" in helper}
    while more := {name for name, called in calls if name not in found and called & found}:
        found |= more
    return found


def home_of_helpers(file: str) -> str:
    """Return the folder in which the helpers of a test may stand: the outermost one that is called like tests."""
    folders = Path(file).parents
    named = [folder for folder in folders if folder.name in _TESTS]
    return str(named[-1] if named else folders[0])
