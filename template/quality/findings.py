"""What is wrong with a test, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A place that breaks a rule.

    Attributes:
        file: its path from the current folder.
        line: counted from one.
        column: counted from one.
        rule: the id of the rule, or the code of ruff.
        message: what is wrong and what to do.
        link: where the reason stands: a section of the standard, or a page of ruff.
        severity: `error` or `hint`.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    link: str
    severity: str = "error"
