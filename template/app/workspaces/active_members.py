"""Locks members, so that nobody is given work while they leave."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.problems import InvalidValue
from app.workspaces.models import Membership


async def lock_active_members(db: AsyncSession, user_ids: Collection[UUID | None]) -> set[UUID]:
    """Find which users are active members of the workspace, and see to it that they stay so for now.

    Until the transaction ends, nobody can deactivate or remove them. Whoever locks other rows too locks members first,
    so that no two transactions wait for each other.

    Args:
        db: The session of the request, which has entered the workspace.
        user_ids: The users; None for nobody.

    Returns:
        Those who are.
    """
    wanted = set(user_ids) - {None}
    if not wanted:
        return set()
    statement = (
        select(User.id)
        .join(Membership, Membership.user_id == User.id)
        .where(User.id.in_(wanted), User.is_active)
        .order_by(User.id)
        .with_for_update(read=True)
    )
    return set(await db.scalars(statement))


def require_active_member(user_id: UUID | None, active: Collection[UUID], *location: str) -> None:
    """Refuse a request that names somebody who is no active member of the workspace.

    Args:
        user_id: Whom the request names; None for nobody.
        active: The active members among those concerned.
        location: Where it stands in the request.

    Raises:
        InvalidValue: They are none.
    """
    if user_id is not None and user_id not in active:
        raise InvalidValue("There is no such active member.", *location)
