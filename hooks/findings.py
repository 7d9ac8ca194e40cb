"""What a check reports, and what a check is."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hooks.tree import Tree


class Finding(NamedTuple):
    """One defect.

    Attributes:
        file: path relative to the service's directory, with forward slashes.
        line: line number from 1, or None when the finding is about the file as a whole.
        message: the cause, in one or two sentences.
        remedy: what to do about it.
        check: id of the check; filled in by `Check.findings`.
        warning: True when the file is the owner's, so that it stops nothing.
    """

    file: str
    line: int | None
    message: str
    remedy: str
    check: str = ""
    warning: bool = False

    @property
    def where(self) -> str:
        """Return `file:line`, or the file alone when there is no line."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


CheckFunction = Callable[["Tree"], Iterable[Finding]]


class Check(NamedTuple):
    """A named check.

    Attributes:
        id: short name, printed with each finding.
        summary: what holds when the check passes, in one sentence.
        function: reads a tree and yields findings.
    """

    id: str
    summary: str
    function: CheckFunction

    def findings(self, tree: "Tree") -> Iterator[Finding]:
        """Yield the findings of this check in `tree`, each marked with the check's id."""
        for finding in self.function(tree):
            yield finding._replace(check=self.id)


def check(identifier: str) -> Callable[[CheckFunction], Check]:
    """Make a function a `Check`; the first line of its docstring becomes the summary.

    Args:
        identifier: the id of the check, lower case words joined by hyphens.
    """

    def decorate(function: CheckFunction) -> Check:
        summary = (function.__doc__ or "").strip().partition("\n")[0]
        return Check(identifier, summary, function)

    return decorate
