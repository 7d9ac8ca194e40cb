"""The command `quality`: shows what breaks a rule of the standard."""

import argparse
import json
from collections import Counter
from collections.abc import Sequence

from harness.errors import AdoptionError
from harness.findings import Violation
from harness.toolbox import run_module

_FINDINGS = 1


def find_violations(*, hints: bool = False) -> list[Violation]:
    """Hold the tests against the standard.

    Args:
        hints: Whether hints count too.

    Raises:
        AdoptionError: That cannot be done.
    """
    result = run_module("harness.scan", captured=True)
    if result.returncode:
        raise AdoptionError("The tests could not be held against the standard.")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return [
        Violation(each["file"], each["line"], each["rule"], each["message"], _link(each["link"]))
        for each in found
        if hints or each["severity"] == "error"
    ]


def _link(link: str) -> str:
    """Return a link as it is reached from the project's folder."""
    return link if "://" in link or not link else f".touchstone/{link}"


def main(arguments: Sequence[str]) -> int:
    """Show the violations.

    Returns:
        0 when there is none, else 1.
    """
    parser = argparse.ArgumentParser(prog="python .touchstone quality", description=__doc__)
    parser.add_argument("paths", nargs="*", help="show only what is in these files and folders")
    parser.add_argument("--hints", action="store_true", help="show hints too")
    parser.add_argument("--summary", action="store_true", help="show how many there are of each rule")
    options = parser.parse_args(arguments)
    found = find_violations(hints=options.hints)
    if options.paths:
        found = [
            each
            for each in found
            if any(each.file == path or each.file.startswith(f"{path.rstrip('/')}/") for path in options.paths)
        ]
    if options.summary:
        for rule, number in Counter(each.rule for each in found).most_common():
            print(f"{number:6}  {rule}")
    else:
        for each in found:
            print(f"{each.file}:{each.line}: {each.rule}: {each.message}\n    {each.link}")
    files = len({each.file for each in found})
    print(f"{len(found)} violations in {files} files" if found else "No rule of the standard is broken")
    return _FINDINGS if found else 0
