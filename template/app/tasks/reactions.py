"""What happens to tasks when something happens elsewhere. The routes import this module, so that it takes part."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.accounts.users import on_deactivation
from app.sprints.models import Sprint
from app.sprints.sprints import on_deletion
from app.tasks.models import Status, Task
from app.workspaces.isolation import enter_workspace, see_memberships_of
from app.workspaces.members import on_removal
from app.workspaces.models import Membership


async def unassign_open_tasks(db: AsyncSession, user_id: UUID) -> None:
    """Take the open tasks in the workspace from somebody; what they completed stays theirs.

    Args:
        db: The session of the request, which has entered the workspace.
        user_id: Who it is, locked as a user or as a member.
    """
    await _change(db, Task.assignee_id == user_id, Task.status != Status.DONE, assignee_id=None)


async def unassign_everywhere(db: AsyncSession, user: User) -> None:
    """Take the open tasks in every workspace from a user.

    Args:
        db: The session of the request.
        user: The user, locked.
    """
    await see_memberships_of(db, user.id)
    mine = select(Membership.workspace_id).where(Membership.user_id == user.id).order_by(Membership.workspace_id)
    for workspace_id in (await db.scalars(mine)).all():
        await enter_workspace(db, workspace_id)
        await unassign_open_tasks(db, user.id)


async def leave_without_sprint(db: AsyncSession, sprint: Sprint) -> None:
    """Take the tasks of a sprint out of it.

    Args:
        db: The session of the request.
        sprint: The sprint, locked.
    """
    await _change(db, Task.sprint_id == sprint.id, sprint_id=None)


async def _change(db: AsyncSession, *which: ColumnElement[bool], **values: Any) -> None:
    # Locked in order of id, as everywhere; an UPDATE would take them as they come.
    await db.execute(select(Task.id).where(*which).order_by(Task.id).with_for_update(key_share=True))
    await db.execute(update(Task).where(*which).values(version=Task.version + 1, **values))


on_deactivation.append(unassign_everywhere)
on_removal.append(unassign_open_tasks)
on_deletion.append(leave_without_sprint)
