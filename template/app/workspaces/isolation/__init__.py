"""Keeps the workspaces apart. How, depends on the database; the one module beside this one does it.

A transaction of the service begins outside of every workspace, where nothing of any can be seen or written. From there
it may enter one at a time, or look at which ones a user belongs to. When it ends, it is outside again.
"""

from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.workspaces.models import Workspace
from app.workspaces.tenancy import TenantOwned

(_database,) = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))


async def enter_workspace(db: AsyncSession, workspace_id: UUID) -> None:
    """From here to the end of the transaction, see and write what belongs to a workspace, and nothing of others.

    Args:
        db: The session of the request.
        workspace_id: The workspace; that whoever asks belongs to it is for the caller to find out.

    Raises:
        RuntimeError: The transaction is inside a savepoint, whose rollback would not be noticed here.
    """
    await _forget_rows(db)
    await _database.enter_workspace(db, workspace_id)


async def see_memberships_of(db: AsyncSession, user_id: UUID) -> None:
    """From here to the end of the transaction, see which workspaces a user belongs to; nothing else, and write nothing.

    Args:
        db: The session of the request.
        user_id: The user.

    Raises:
        RuntimeError: The transaction is inside a savepoint, whose rollback would not be noticed here.
    """
    await _forget_rows(db)
    await _database.see_memberships_of(db, user_id)


async def _forget_rows(db: AsyncSession) -> None:
    """Write what waits to be written, and let nothing that was seen before be found again by its key."""
    if db.in_nested_transaction():
        raise RuntimeError("Enter a workspace before the savepoint begins, not inside it.")
    await db.flush()
    for row in [row for row in db if isinstance(row, TenantOwned | Workspace)]:
        db.expunge(row)
