"""Whole answers of the projects, for tests to compare with."""

from typing import Any

from app.projects.models import Project
from tests.integration.accounts.answers import problem

NO_PROJECT = problem(404, "There is no such project.")
NAME_TAKEN = problem(409, "There is a project with this name.")
HAS_TASKS = problem(409, "The project has tasks.")
LEAD_ONLY = problem(403, "Only the lead of the project and admins of the workspace may do this.")
NO_MEMBER = "There is no such active member."


def described(project: Project) -> dict[str, Any]:
    """Return the body that describes a project."""
    return {
        "id": str(project.id),
        "workspace_id": str(project.workspace_id),
        "name": project.name,
        "description": project.description,
        "lead_id": project.lead_id and str(project.lead_id),
        "archived_at": project.archived_at and project.archived_at.isoformat().replace("+00:00", "Z"),
        "created_at": project.created_at.isoformat().replace("+00:00", "Z"),
    }
