"""Keeps the workspaces apart. How, depends on the database; the module of its name beside this one does it.

A transaction of the service begins outside of every workspace, where nothing of any can be seen or written, and enters
at most one at a time.
"""

from importlib import import_module
from types import ModuleType
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from app.database import ServiceSession
from app.workspaces.models import Workspace
from app.workspaces.tenancy import TenantOwned


async def enter_workspace(db: AsyncSession, workspace_id: UUID) -> None:
    """From here to the end of the transaction, see and write what belongs to a workspace, and nothing of others.

    Args:
        db: The session of the request.
        workspace_id: The workspace; that whoever asks belongs to it is for the caller to find out.
    """
    # What was loaded from another workspace must not be found again by its key.
    await db.flush()
    for loaded in [row for row in db if isinstance(row, TenantOwned | Workspace)]:
        db.expunge(loaded)
    await _isolation_for(db.sync_session).enter_workspace(db, workspace_id)


async def see_memberships_of(db: AsyncSession, user_id: UUID) -> None:
    """From here to the end of the transaction, also see which workspaces a user belongs to. Writing is as before.

    Args:
        db: The session of the request.
        user_id: The user.
    """
    await _isolation_for(db.sync_session).see_memberships_of(db, user_id)


@event.listens_for(ServiceSession, "after_begin")
def _begin_outside(session: Session, _: SessionTransaction, connection: Connection) -> None:
    _isolation_for(session).begin_outside(session, connection)


def _isolation_for(session: Session) -> ModuleType:
    return import_module(f"{__name__}.{session.get_bind().dialect.name}")
