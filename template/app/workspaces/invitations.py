"""Invitations: how people get into a workspace."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.accounts.tokens import create_opaque_token, digest
from app.clock import now
from app.problems import Conflict, Forbidden, NotFound, Problem
from app.workspaces.isolation import enter_workspace
from app.workspaces.models import Invitation, Membership, Role
from app.workspaces.schemas import InvitationCreate
from app.workspaces.settings import WorkspacesSettings
from app.workspaces.workspaces import get_workspace

IS_MEMBER = "There is a member with this e-mail address."


class InvalidInvitation(Problem):
    """The token of an invitation is unknown, expired, was used, or was mailed to somebody else."""

    status = HTTPStatus.BAD_REQUEST


async def invite(
    db: AsyncSession, by: Membership, new: InvitationCreate, settings: WorkspacesSettings
) -> tuple[Invitation, str]:
    """Invite somebody; what was mailed to them before is good for nothing any more.

    Args:
        db: The session of the request.
        by: The membership of the admin or owner who invites.
        new: Who is invited, and as what.
        settings: How long the invitation is valid.

    Returns:
        The invitation, written but not committed, and the token to mail.

    Raises:
        Forbidden: Only owners invite owners.
        Conflict: Whoever has this address is a member.
    """
    if new.role is Role.OWNER and by.role is not Role.OWNER:
        raise Forbidden("Only owners of the workspace may invite owners.")
    await get_workspace(db, by.workspace_id, lock=True)
    if await db.scalar(select(Membership).join(Membership.user).where(User.email == new.email)):
        raise Conflict(IS_MEMBER)
    await db.execute(delete(Invitation).where(Invitation.email == new.email))
    token = create_opaque_token()
    moment = now()
    invitation = Invitation(
        workspace_id=by.workspace_id,
        email=new.email,
        role=new.role,
        token_hash=digest(token),
        created_at=moment,
        expires_at=moment + timedelta(days=settings.invitation_days),
    )
    db.add(invitation)
    await db.flush()
    return invitation, token


def select_invitations() -> Select[Invitation]:
    """Select the invitations of the workspace that the session has entered, oldest first."""
    return select(Invitation).order_by(Invitation.created_at, Invitation.id)


async def withdraw_invitation(db: AsyncSession, invitation_id: UUID) -> None:
    """Make an invitation good for nothing.

    Raises:
        NotFound: There is no such invitation in the workspace.
    """
    withdrawn = delete(Invitation).where(Invitation.id == invitation_id).returning(Invitation.id)
    if await db.scalar(withdrawn) is None:
        raise NotFound("There is no such invitation.")


async def accept_invitation(db: AsyncSession, workspace_id: UUID, token: str, user: User) -> Membership:
    """Enter a workspace and become its member.

    Args:
        db: The session of the request.
        workspace_id: The workspace.
        token: The token from the mail.
        user: Who accepts.

    Returns:
        The membership, written but not committed.

    Raises:
        InvalidInvitation: The token is unknown, expired, was used, or was mailed to somebody else.
        Conflict: They are a member.
    """
    await enter_workspace(db, workspace_id)
    # Of two requests with one token, the database lets one through.
    role = await db.scalar(
        delete(Invitation)
        .where(
            Invitation.token_hash == digest(token),
            Invitation.email == user.email,
            Invitation.expires_at > now(),
        )
        .returning(Invitation.role)
    )
    if role is None:
        raise InvalidInvitation("The invitation is not valid any more. Ask for a new one.")
    membership = Membership(workspace_id=workspace_id, user=user, role=role)
    db.add(membership)
    try:
        await db.flush()
    except IntegrityError as error:
        # A member may have taken the address since it was invited.
        raise Conflict(IS_MEMBER) from error
    return membership
