"""Whole answers of the tasks, for tests to compare with."""

from typing import Any

from app.tasks.models import Task
from tests.integration.accounts.answers import problem

NO_TASK = problem(404, "There is no such task.")
CHANGED_MEANWHILE = problem(409, "The task was changed meanwhile. Read it again.")
ANOTHER_IS_ACTIVE = problem(409, "Another task of the project is active in the sprint.")
ARCHIVED = problem(409, "The project is archived.")
NO_PROJECT = "There is no such project."
NO_SPRINT = "There is no such sprint."
NO_MEMBER = "There is no such active member."
PAST = "A due date cannot lie in the past."
FAR_AWAY = "Value error, This is too far away from today."


def described(task: Task) -> dict[str, Any]:
    """Return the body that describes a task."""
    return {
        "id": str(task.id),
        "workspace_id": str(task.workspace_id),
        "project_id": str(task.project_id),
        "sprint_id": task.sprint_id and str(task.sprint_id),
        "title": task.title,
        "description": task.description,
        "status": task.status.value,
        "assignee_id": task.assignee_id and str(task.assignee_id),
        "due_at": task.due_at and task.due_at.isoformat().replace("+00:00", "Z"),
        "story_points": task.story_points,
        "created_at": task.created_at.isoformat().replace("+00:00", "Z"),
        "completed_at": task.completed_at and task.completed_at.isoformat().replace("+00:00", "Z"),
        "version": task.version,
    }
