"""Members of a workspace: find, change what they may do, remove. A workspace never loses its last owner."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager

from app.problems import Conflict, Forbidden, NotFound
from app.workspaces.models import Membership, Role
from app.workspaces.workspaces import get_workspace

# Other domains add here what must happen when a user leaves the workspace of the session, in the same transaction.
on_removal: list[Callable[[AsyncSession, UUID], Awaitable[None]]] = []


def select_members() -> Select[Membership]:
    """Select the members of the workspace that the session has entered, with their users, oldest first."""
    return (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .order_by(Membership.created_at, Membership.user_id)
    )


async def change_role(db: AsyncSession, workspace_id: UUID, user_id: UUID, role: Role) -> Membership:
    """Change what a member may do.

    Args:
        db: The session of the request.
        workspace_id: The workspace, which the session has entered.
        user_id: Whose role it is.
        role: Their new role.

    Returns:
        The membership, changed but not committed.

    Raises:
        NotFound: There is no such member.
        Conflict: They are the last owner.
    """
    membership = await _lock_member(db, workspace_id, user_id)
    if role is not Role.OWNER:
        await _require_other_owner(db, membership)
    membership.role = role
    return membership


async def remove_member(db: AsyncSession, by: Membership, user_id: UUID) -> None:
    """Remove a member from the workspace.

    Args:
        db: The session of the request.
        by: The membership of whoever removes them, maybe their own.
        user_id: Who leaves.

    Raises:
        Forbidden: Members remove only themselves, and admins remove no owners.
        NotFound: There is no such member.
        Conflict: They are the last owner.
    """
    if by.role is Role.MEMBER and user_id != by.user_id:
        raise Forbidden("Only admins of the workspace may do this.")
    membership = await _lock_member(db, by.workspace_id, user_id)
    if membership.role is Role.OWNER and by.role is not Role.OWNER:
        raise Forbidden("Only owners of the workspace may do this.")
    await _require_other_owner(db, membership)
    for react in on_removal:
        await react(db, user_id)
    await db.delete(membership)


async def _lock_member(db: AsyncSession, workspace_id: UUID, user_id: UUID) -> Membership:
    """Return a membership as it is now, after everybody who was changing one before."""
    await get_workspace(db, workspace_id, lock=True)
    membership = await db.scalar(
        select_members()
        .where(Membership.user_id == user_id)
        .with_for_update(of=Membership)
        .execution_options(populate_existing=True)
    )
    if membership is None:
        raise NotFound("There is no such member.")
    return membership


async def _require_other_owner(db: AsyncSession, membership: Membership) -> None:
    owners = await db.scalar(select(func.count()).select_from(Membership).where(Membership.role == Role.OWNER))
    if membership.role is Role.OWNER and owners == 1:
        raise Conflict("The workspace needs an owner.")
