"""The rules of this domain, free of HTTP and database."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.clock import now
from app.problems import Conflict, InvalidValue
from app.tasks.models import Status, Task

OPEN = (Status.TODO, Status.ACTIVE)


def require_version(task: Task, version: int) -> None:
    """Refuse a change by somebody who has not seen the task as it is now.

    Raises:
        Conflict: It was changed since.
    """
    if task.version != version:
        raise Conflict("The task was changed meanwhile. Read it again.")


def require_due_date(due_at: datetime | None, before: datetime | None = None) -> None:
    """Refuse a new due date that lies in the past; this very moment does not.

    Args:
        due_at: The due date.
        before: The one that the task has already; it may stay, however late it is.

    Raises:
        InvalidValue: It is new and lies in the past.
    """
    if due_at is not None and due_at != before and due_at < now():
        raise InvalidValue("A due date cannot lie in the past.", "body", "due_at")


def apply_changes(task: Task, values: Mapping[str, Any], active_members: Collection[UUID]) -> None:
    """Change a task, and what follows from the change.

    Completing it keeps the time, once; reopening it clears that. Whoever left while it was completed is no longer
    assigned to it when it is reopened.

    Args:
        task: The task.
        values: Its new values by their names.
        active_members: Who may be assigned to a task that is reopened.
    """
    was_done = task.status is Status.DONE
    for name, value in values.items():
        setattr(task, name, value)
    if task.status is Status.DONE:
        task.completed_at = task.completed_at or now()
    elif was_done:
        task.completed_at = None
        if task.assignee_id not in active_members:
            task.assignee_id = None
