"""Isolation by PostgreSQL itself: row-level security, and a role that cannot bypass it.

The policies stand in the migrations. They compare `workspace_id` with a setting that lasts as long as the transaction.
The role lasts as long too, so that a pooled connection carries neither into the next transaction, and a pooler that
works by transactions may stand in between.
"""

from functools import lru_cache
from uuid import UUID

from pydantic import Field
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from app.settings import EnvironmentSettings, load_settings

BEGIN_OUTSIDE = text(
    "SELECT set_config('role', :role, true),"
    " set_config('app.workspace_id', '', true),"
    " set_config('app.user_id', '', true)"
)
ENTER = text("SELECT set_config('app.workspace_id', :workspace_id, true)")
SEE_MEMBERSHIPS = text("SELECT set_config('app.user_id', :user_id, true)")


class IsolationSettings(EnvironmentSettings):
    """Settings of the isolation."""

    # The role that the service takes on in its database. Services that share a server need one each.
    database_role: str = Field(default="service_runtime", pattern=r"^[a-z_][a-z0-9_]{0,62}$")


@lru_cache
def get_settings() -> IsolationSettings:
    """Read the settings once.

    Raises:
        SystemExit: A setting is wrong; the message names it.
    """
    return load_settings(IsolationSettings)


def begin_outside(_: Session, connection: Connection) -> None:
    """Give up every right to bypass the policies, and see no workspace."""
    connection.execute(BEGIN_OUTSIDE, {"role": get_settings().database_role})


async def enter_workspace(db: AsyncSession, workspace_id: UUID) -> None:
    """Make the policies let one workspace through."""
    await db.execute(ENTER, {"workspace_id": str(workspace_id)})


async def see_memberships_of(db: AsyncSession, user_id: UUID) -> None:
    """Make the policies let the memberships of one user through."""
    await db.execute(SEE_MEMBERSHIPS, {"user_id": str(user_id)})
