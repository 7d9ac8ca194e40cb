"""Sprints: create, find, list, change, delete."""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import NotFound
from app.sprints.models import Sprint
from app.sprints.rules import require_order
from app.sprints.schemas import SprintCreate, SprintUpdate

# Other domains add here what must happen before a sprint is deleted, in the same transaction.
on_deletion: list[Callable[[AsyncSession, Sprint], Awaitable[None]]] = []


async def create_sprint(db: AsyncSession, workspace_id: UUID, new: SprintCreate) -> Sprint:
    """Create a sprint.

    Args:
        db: The session of the request.
        workspace_id: The workspace, which the session has entered.
        new: The sprint.

    Returns:
        The sprint, written but not committed.

    Raises:
        InvalidValue: It ends before it starts.
    """
    require_order(new.starts_on, new.ends_on)
    sprint = Sprint(workspace_id=workspace_id, **new.model_dump())
    db.add(sprint)
    await db.flush()
    return sprint


async def get_sprint(db: AsyncSession, sprint_id: UUID, *, lock: bool = False) -> Sprint:
    """Return a sprint.

    Args:
        db: The session of the request.
        sprint_id: The sprint.
        lock: Keep others from changing it, and from adding tasks to it, until the transaction ends.

    Returns:
        The sprint.

    Raises:
        NotFound: There is no such sprint in the workspace.
    """
    sprint = await db.get(Sprint, sprint_id, with_for_update=lock)
    if sprint is None:
        raise NotFound("There is no such sprint.")
    return sprint


def select_sprints(on: date | None) -> Select[Sprint]:
    """Select sprints in a stable order, earliest first.

    Args:
        on: Only those that this day belongs to; None for all.

    Returns:
        The statement.
    """
    statement = select(Sprint).order_by(Sprint.starts_on, Sprint.id)
    return statement if on is None else statement.where(Sprint.starts_on <= on, Sprint.ends_on >= on)


async def update_sprint(db: AsyncSession, sprint_id: UUID, changes: SprintUpdate) -> Sprint:
    """Change a sprint.

    Args:
        db: The session of the request.
        sprint_id: The sprint.
        changes: What changes.

    Returns:
        The sprint, changed but not committed.

    Raises:
        NotFound: There is no such sprint in the workspace.
        InvalidValue: It would end before it starts.
    """
    sprint = await get_sprint(db, sprint_id, lock=True)
    for name, value in changes.model_dump(exclude_unset=True).items():
        setattr(sprint, name, value)
    require_order(sprint.starts_on, sprint.ends_on)
    return sprint


async def delete_sprint(db: AsyncSession, sprint_id: UUID) -> None:
    """Delete a sprint; what was planned for it stays.

    Args:
        db: The session of the request.
        sprint_id: The sprint.

    Raises:
        NotFound: There is no such sprint in the workspace.
    """
    sprint = await get_sprint(db, sprint_id, lock=True)
    for react in on_deletion:
        await react(db, sprint)
    await db.delete(sprint)
