"""Whole answers of the sprints, for tests to compare with."""

from typing import Any

from app.sprints.models import Sprint
from tests.integration.accounts.answers import problem

NO_SPRINT = problem(404, "There is no such sprint.")
ADMINS_ONLY = problem(403, "Only admins of the workspace may do this.")
ENDS_TOO_EARLY = "A sprint cannot end before it starts."


def described(sprint: Sprint) -> dict[str, Any]:
    """Return the body that describes a sprint."""
    return {
        "id": str(sprint.id),
        "workspace_id": str(sprint.workspace_id),
        "name": sprint.name,
        "starts_on": sprint.starts_on.isoformat(),
        "ends_on": sprint.ends_on.isoformat(),
    }
