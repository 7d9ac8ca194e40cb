"""Locks what a change of tasks depends on, so that it stays true until the transaction ends.

Every transaction locks in one order: members, projects, sprints, tasks, and each kind in order of id. So no two of them
wait for each other. Whoever creates or changes tasks has their projects to themselves, which also lines up those who
want to make different tasks of one project active.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import InvalidValue, NotFound
from app.projects.archive import lock_open_projects
from app.sprints.models import Sprint
from app.tasks.models import Task
from app.tasks.rules import OPEN
from app.workspaces.active_members import lock_active_members, require_active_member


async def lock_tasks(
    db: AsyncSession, task_ids: Collection[UUID], values: Mapping[str, Any], *location: str
) -> tuple[Sequence[Task], set[UUID]]:
    """Lock tasks for a change, with all that they will refer to.

    Args:
        db: The session of the request.
        task_ids: The tasks.
        values: Their new values by their names.
        location: Where those stand in the request.

    Returns:
        The tasks as they are now, and who of their assignees is an active member of the workspace.

    Raises:
        NotFound: One of the tasks does not exist in the workspace.
        InvalidValue: The new assignee or the new sprint does not.
        Conflict: A project is archived.
    """
    which = Task.id.in_(task_ids)
    seen = (await db.execute(select(Task.project_id, Task.assignee_id).where(which))).all()
    _require_all(seen, task_ids)
    # A completed task may still be assigned to somebody who has left.
    reopened = seen if values.get("status") in OPEN else []
    assignee_id = values.get("assignee_id")
    members = await lock_active_members(db, [assignee_id, *(row.assignee_id for row in reopened)])
    require_active_member(assignee_id, members, *location, "assignee_id")
    await lock_open_projects(db, {row.project_id for row in seen})
    await lock_sprint(db, values.get("sprint_id"), *location)
    statement = select(Task).where(which).order_by(Task.id).with_for_update(key_share=True)
    tasks = (await db.scalars(statement.execution_options(populate_existing=True))).all()
    _require_all(tasks, task_ids)
    return tasks, members


async def lock_sprint(db: AsyncSession, sprint_id: UUID | None, *location: str) -> None:
    """Lock the sprint that a request names, so that nobody deletes it.

    Args:
        db: The session of the request.
        sprint_id: The sprint; None for none.
        location: Where it stands in the request.

    Raises:
        InvalidValue: It does not exist in the workspace.
    """
    if sprint_id is None:
        return
    if await db.get(Sprint, sprint_id, with_for_update={"read": True, "key_share": True}) is None:
        raise InvalidValue("There is no such sprint.", *location, "sprint_id")


def _require_all(found: Sequence[object], task_ids: Collection[UUID]) -> None:
    if len(found) < len(task_ids):
        raise NotFound("There is no such task.")
