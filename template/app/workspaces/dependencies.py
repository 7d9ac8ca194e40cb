"""Who makes the request, in which workspace."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.accounts.dependencies import CurrentUser
from app.database import Session
from app.problems import Forbidden, NotFound
from app.workspaces.isolation import enter_workspace
from app.workspaces.models import Membership, Role
from app.workspaces.workspaces import NO_WORKSPACE


async def get_member(workspace_id: UUID, user: CurrentUser, db: Session) -> Membership:
    """Enter the workspace of the path, and return the membership of whoever makes the request.

    Args:
        workspace_id: The workspace.
        user: Who makes the request.
        db: The session of the request; from here on it sees this workspace and no other.

    Returns:
        The membership.

    Raises:
        NotFound: There is no such workspace, or whoever asks does not belong to it: the answer is the same.
    """
    await enter_workspace(db, workspace_id)
    membership = await db.get(Membership, (workspace_id, user.id))
    if membership is None:
        raise NotFound(NO_WORKSPACE)
    return membership


CurrentMember = Annotated[Membership, Depends(get_member)]


async def get_workspace_admin(member: CurrentMember) -> Membership:
    """Return the membership of an admin or owner of the workspace.

    Raises:
        Forbidden: Whoever makes the request is neither.
    """
    if member.role not in (Role.ADMIN, Role.OWNER):
        raise Forbidden("Only admins of the workspace may do this.")
    return member


WorkspaceAdmin = Annotated[Membership, Depends(get_workspace_admin)]


async def get_workspace_owner(member: CurrentMember) -> Membership:
    """Return the membership of an owner of the workspace.

    Raises:
        Forbidden: Whoever makes the request is none.
    """
    if member.role is not Role.OWNER:
        raise Forbidden("Only owners of the workspace may do this.")
    return member


WorkspaceOwner = Annotated[Membership, Depends(get_workspace_owner)]
