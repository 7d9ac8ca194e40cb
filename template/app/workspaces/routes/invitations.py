"""Routes for invitations into a workspace."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Response, status

from app.accounts.dependencies import CurrentUser
from app.accounts.mail import send_mail
from app.accounts.settings import Settings as AccountsSettings
from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import describe_problems
from app.workspaces.dependencies import WorkspaceAdmin
from app.workspaces.invitations import (
    accept_invitation,
    invite,
    select_invitations,
    withdraw_invitation,
)
from app.workspaces.mail import write_invitation_mail
from app.workspaces.models import Invitation, Membership
from app.workspaces.schemas import InvitationAccept, InvitationCreate, InvitationRead, MemberRead
from app.workspaces.settings import Settings

router = APIRouter(
    prefix="/workspaces/{workspace_id}/invitations",
    tags=["invitations"],
    responses=describe_problems(401),
)


@router.post(
    "",
    response_model=InvitationRead,
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(403, 404, 409),
)
async def create(
    admin: WorkspaceAdmin,
    body: InvitationCreate,
    db: Session,
    settings: Settings,
    accounts: AccountsSettings,
    background: BackgroundTasks,
) -> Invitation:
    """Invite somebody by mail, and withdraw what was mailed to them before. For admins; only owners invite owners."""
    invitation, token = await invite(db, admin, body, settings)
    mail = write_invitation_mail(body.email, admin.workspace_id, token, settings.invitation_days, accounts)
    background.add_task(send_mail, mail, accounts)
    return invitation


@router.get("", response_model=list[InvitationRead], responses=PAGE_HEADERS | describe_problems(403, 404))
async def list_invitations(_: WorkspaceAdmin, db: Session, page: Page, response: Response) -> Sequence[Invitation]:
    """List the invitations that nobody has accepted yet, oldest first. For admins."""
    return await fetch_page(db, select_invitations(), page, response)


@router.delete(
    "/{invitation_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(403, 404),
)
async def withdraw(_: WorkspaceAdmin, invitation_id: UUID, db: Session) -> None:
    """Withdraw an invitation. For admins."""
    await withdraw_invitation(db, invitation_id)


@router.post(
    "/accept",
    response_model=MemberRead,
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(400, 409),
)
async def accept(user: CurrentUser, workspace_id: UUID, body: InvitationAccept, db: Session) -> Membership:
    """Become a member with the token from the mail, which is good for one use by whom it was sent to."""
    return await accept_invitation(db, workspace_id, body.token.get_secret_value(), user)
