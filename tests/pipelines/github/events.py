"""What can happen to a repository, as GitHub tells workflows about it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.pipelines.github.workflows import Table, UnsupportedError

DEFAULT_BRANCH = "main"
REPOSITORY = "acme/demo"


@dataclass(frozen=True)
class Event:
    """Something that triggers workflows.

    Attributes:
        name: the word after `on:`.
        branch: the branch that was pushed to, or that the pull request comes from.
        base: the branch that the pull request goes to.
        number: of the pull request.
    """

    name: str
    branch: str = DEFAULT_BRANCH
    base: str = ""
    number: int = 0

    @property
    def ref(self) -> str:
        """Return the full name of what is checked out."""
        return f"refs/pull/{self.number}/merge" if self.number else f"refs/heads/{self.branch}"

    @property
    def ref_name(self) -> str:
        """Return the short name of what is checked out."""
        return f"{self.number}/merge" if self.number else self.branch

    @property
    def payload(self) -> dict[str, Any]:
        """Return `github.event`."""
        known: dict[str, Any] = {"repository": {"default_branch": DEFAULT_BRANCH}}
        if self.number:
            request = {"number": self.number, "base": {"ref": self.base}, "title": "Change it"}
            known["pull_request"] = request | {"head": {"ref": self.branch}, "draft": False}
        return known


def push(branch: str = DEFAULT_BRANCH) -> Event:
    """Return a push to a branch."""
    return Event("push", branch)


def pull_request(branch: str, number: int = 1) -> Event:
    """Return a pull request from a branch to the default branch."""
    return Event("pull_request", branch, DEFAULT_BRANCH, number)


def schedule() -> Event:
    """Return the moment that a schedule names; it concerns the default branch."""
    return Event("schedule")


def triggers(event: Event, on: Table) -> bool:
    """Tell whether a workflow with these triggers runs at an event.

    Raises:
        UnsupportedError: it filters in a way that the runner does not know.
    """
    if event.name not in on:
        return False
    asked = on[event.name]
    if event.name == "schedule":
        return bool(asked)
    unknown = set(asked) - {"branches"}
    if unknown:
        raise UnsupportedError(f"on.{event.name}: the runner does not know {', '.join(unknown)}")
    branch = event.base or event.branch
    # Of GitHub's patterns only those where * and ** mean the same for the names used here.
    return any(fnmatchcase(branch, pattern) for pattern in asked.get("branches", ["*"]))
