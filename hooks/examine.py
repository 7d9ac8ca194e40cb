"""Running checks over a tree."""

from collections.abc import Iterable

from hooks.findings import Check, Finding
from hooks.tree import Tree


def examine(tree: Tree, checks: Iterable[Check]) -> list[Finding]:
    """Return all findings of the checks in the tree.

    A check that itself breaks is a finding too: the user gets a sentence, not a traceback, and no
    check is silently skipped.
    """
    findings: list[Finding] = []
    for check in checks:
        try:
            findings += check.findings(tree)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is reported
            findings.append(
                Finding(
                    ".",
                    None,
                    f"The check itself failed: {type(error).__name__}: {error}.",
                    "Please report this to the authors of the template.",
                    check.id,
                )
            )
    return findings
