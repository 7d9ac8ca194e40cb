"""Workspaces: create, find, change, delete."""

from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.problems import NotFound
from app.workspaces.isolation import enter_workspace
from app.workspaces.models import Membership, Role, Workspace
from app.workspaces.schemas import WorkspaceCreate, WorkspaceUpdate

NO_WORKSPACE = "There is no such workspace."


async def create_workspace(db: AsyncSession, new: WorkspaceCreate, user: User) -> Workspace:
    """Create a workspace, and enter it.

    Args:
        db: The session of the request.
        new: The workspace.
        user: Who becomes its owner.

    Returns:
        The workspace, written but not committed.
    """
    workspace = Workspace(id=uuid4(), name=new.name)
    await enter_workspace(db, workspace.id)
    db.add(Membership(workspace=workspace, user=user, role=Role.OWNER))
    await db.flush()
    return workspace


def select_workspaces() -> Select[Workspace]:
    """Select the workspaces that the session may see, in a stable order, oldest first."""
    return select(Workspace).order_by(Workspace.created_at, Workspace.id)


async def get_workspace(db: AsyncSession, workspace_id: UUID, *, lock: bool = False) -> Workspace:
    """Return the workspace that the session has entered.

    Args:
        db: The session of the request.
        workspace_id: The workspace.
        lock: Whether to keep others from locking or deleting it until the transaction ends. Whoever changes roles,
            removes members or invites somebody does so first: they take turns. What belongs to it changes meanwhile.

    Returns:
        The workspace.

    Raises:
        NotFound: There is none any more.
    """
    workspace = await db.get(Workspace, workspace_id, with_for_update={"key_share": True} if lock else None)
    if workspace is None:
        raise NotFound(NO_WORKSPACE)
    return workspace


async def update_workspace(db: AsyncSession, workspace_id: UUID, changes: WorkspaceUpdate) -> Workspace:
    """Change the workspace that the session has entered.

    Args:
        db: The session of the request.
        workspace_id: The workspace.
        changes: What changes.

    Returns:
        The workspace, changed but not committed.

    Raises:
        NotFound: There is none any more.
    """
    workspace = await get_workspace(db, workspace_id, lock=True)
    for name, value in changes.model_dump(exclude_unset=True).items():
        setattr(workspace, name, value)
    return workspace


async def delete_workspace(db: AsyncSession, workspace_id: UUID) -> None:
    """Delete the workspace that the session has entered; the database deletes all that belongs to it.

    Args:
        db: The session of the request.
        workspace_id: The workspace.

    Raises:
        NotFound: There is none any more.
    """
    await db.delete(await get_workspace(db, workspace_id, lock=True))
