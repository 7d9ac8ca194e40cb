"""Isolation by PostgreSQL itself: row-level security, and a role that cannot bypass it.

The policies stand in the migrations. They compare `workspace_id` with a setting that lasts as long as the transaction.
The role lasts as long too, so that a pooled connection carries neither into the next transaction, and a pooler that
works by transactions may stand in between.
"""

from uuid import UUID

from pydantic import Field, field_validator
from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from app.database import ServiceSession
from app.settings import EnvironmentSettings, load_settings

BEGIN_OUTSIDE = text(
    "SELECT set_config('role', :role, true),"
    " set_config('app.workspace_id', '', true),"
    " set_config('app.user_id', '', true)"
)
SEE = text("SELECT set_config('app.workspace_id', :workspace_id, true), set_config('app.user_id', :user_id, true)")


class IsolationSettings(EnvironmentSettings):
    """Settings of the isolation."""

    # The role that the service takes on in its database. Services that share a server need one each.
    database_role: str = Field(default="service_runtime", pattern=r"^[a-z_][a-z0-9_]{0,62}$")

    @field_validator("database_role")
    @classmethod
    def _names_a_role(cls, value: str) -> str:
        if value == "none":
            raise ValueError("To PostgreSQL, none means to take on no role at all.")
        return value


# Read when the service starts, so that a wrong one stops it there.
DATABASE_ROLE = load_settings(IsolationSettings).database_role


async def enter_workspace(db: AsyncSession, workspace_id: UUID) -> None:
    """Make the policies let one workspace through."""
    await db.execute(SEE, {"workspace_id": str(workspace_id), "user_id": ""})


async def see_memberships_of(db: AsyncSession, user_id: UUID) -> None:
    """Make the policies let the memberships of one user through."""
    await db.execute(SEE, {"workspace_id": "", "user_id": str(user_id)})


@event.listens_for(ServiceSession, "after_begin")
def _begin_outside(_: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Give up every right to bypass the policies, and see no workspace."""
    # A savepoint is part of the transaction around it, and stays in its workspace.
    if not transaction.nested:
        connection.execute(BEGIN_OUTSIDE, {"role": DATABASE_ROLE})
