"""Which tasks of a list are wanted."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from sqlalchemy import Select, and_, not_, select

from app.accounts.fields import Search
from app.clock import now
from app.tasks.models import Status, Task


@dataclass(frozen=True)
class TaskFilters:
    """What the query string says of the tasks; whatever it leaves out does not matter."""

    status: Annotated[Status | None, Query(description="Only those in this status.")] = None
    project_id: Annotated[UUID | None, Query(description="Only those of this project.")] = None
    sprint_id: Annotated[UUID | None, Query(description="Only those of this sprint.")] = None
    assignee_id: Annotated[UUID | None, Query(description="Only those of this member.")] = None
    overdue: Annotated[bool | None, Query(description="Only those that are overdue, or that are not.")] = None
    q: Annotated[Search, Query(description="A piece of the title.")] = ""


Filters = Annotated[TaskFilters, Depends()]


def select_tasks(filters: TaskFilters) -> Select[Task]:
    """Select tasks in a stable order, oldest first.

    Args:
        filters: Which of them.

    Returns:
        The statement.
    """
    statement = select(Task).where(Task.title.icontains(filters.q, autoescape=True))
    for column in (Task.status, Task.project_id, Task.sprint_id, Task.assignee_id):
        wanted = getattr(filters, column.key)
        if wanted is not None:
            statement = statement.where(column == wanted)
    if filters.overdue is not None:
        # Without the first condition, a task that is never due would be neither.
        overdue = and_(Task.due_at.is_not(None), Task.due_at < now(), Task.status != Status.DONE)
        statement = statement.where(overdue if filters.overdue else not_(overdue))
    return statement.order_by(Task.created_at, Task.id)
