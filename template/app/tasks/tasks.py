"""Tasks: create, find, change, delete."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import Conflict, InvalidValue, NotFound
from app.projects.archive import lock_open_projects
from app.tasks.locking import lock_sprint, lock_tasks
from app.tasks.models import Task
from app.tasks.rules import apply_changes, require_due_date, require_version
from app.tasks.schemas import BulkChanges, TaskCreate, TaskUpdate
from app.workspaces.active_members import lock_active_members, require_active_member


async def create_task(db: AsyncSession, workspace_id: UUID, new: TaskCreate) -> Task:
    """Create a task.

    Args:
        db: The session of the request.
        workspace_id: The workspace, which the session has entered.
        new: The task.

    Returns:
        The task, written but not committed.

    Raises:
        InvalidValue: The due date lies in the past; or the project, the sprint or the assignee does not exist in the
            workspace.
        Conflict: The project is archived.
    """
    require_due_date(new.due_at)
    members = await lock_active_members(db, [new.assignee_id])
    require_active_member(new.assignee_id, members, "body", "assignee_id")
    if not await lock_open_projects(db, {new.project_id}):
        raise InvalidValue("There is no such project.", "body", "project_id")
    await lock_sprint(db, new.sprint_id, "body")
    task = Task(workspace_id=workspace_id, **new.model_dump())
    db.add(task)
    await db.flush()
    return task


async def get_task(db: AsyncSession, task_id: UUID) -> Task:
    """Return a task.

    Raises:
        NotFound: There is no such task in the workspace.
    """
    task = await db.get(Task, task_id)
    if task is None:
        raise NotFound("There is no such task.")
    return task


async def update_task(db: AsyncSession, task_id: UUID, changes: TaskUpdate) -> Task:
    """Change a task.

    Args:
        db: The session of the request.
        task_id: The task.
        changes: What changes, and which version of the task it was meant for.

    Returns:
        The task, written but not committed; its version has risen if anything is different now.

    Raises:
        NotFound: There is no such task in the workspace.
        InvalidValue: The due date is new and lies in the past; or the sprint or the assignee does not exist in the
            workspace.
        Conflict: The task was changed meanwhile, its project is archived, or another task is active.
    """
    values = changes.model_dump(exclude_unset=True, exclude={"version"})
    (task,), members = await lock_tasks(db, [task_id], values, "body")
    require_version(task, changes.version)
    require_due_date(values.get("due_at"), before=task.due_at)
    apply_changes(task, values, members)
    await _write_one_active(db)
    return task


async def update_tasks(db: AsyncSession, task_ids: Collection[UUID], changes: BulkChanges) -> int:
    """Change many tasks in the same way, all of them or none.

    Args:
        db: The session of the request.
        task_ids: The tasks.
        changes: What changes.

    Returns:
        How many of them are different now; written but not committed.

    Raises:
        NotFound: One of them does not exist in the workspace.
        InvalidValue: The sprint or the assignee does not exist in the workspace.
        Conflict: A project is archived, or two tasks would be active.
    """
    values = changes.model_dump(exclude_unset=True)
    tasks, members = await lock_tasks(db, task_ids, values, "body", "changes")
    for task in tasks:
        apply_changes(task, values, members)
    updated = sum(db.is_modified(task) for task in tasks)
    await _write_one_active(db)
    return updated


async def delete_task(db: AsyncSession, task_id: UUID) -> None:
    """Delete a task.

    Args:
        db: The session of the request.
        task_id: The task.

    Raises:
        NotFound: There is no such task in the workspace.
        Conflict: Its project is archived.
    """
    (task,), _ = await lock_tasks(db, [task_id], {})
    await db.delete(task)


async def _write_one_active(db: AsyncSession) -> None:
    try:
        await db.flush()
    except IntegrityError as error:
        # That another task is active is all that can be wrong: whatever the tasks refer to is locked.
        raise Conflict("Another task of the project is active in the sprint.") from error
