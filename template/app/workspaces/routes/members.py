"""Routes for the members of a workspace."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Response, status

from app.accounts.models import LoginSession
from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import describe_problems
from app.workspaces.dependencies import CurrentMember, WorkspaceAdmin, WorkspaceOwner
from app.workspaces.login_sessions import select_login_sessions
from app.workspaces.members import change_role, remove_member, select_members
from app.workspaces.models import Membership
from app.workspaces.schemas import LoginSessionRead, MemberRead, MemberUpdate

router = APIRouter(prefix="/workspaces/{workspace_id}", tags=["members"], responses=describe_problems(401, 404))


@router.get("/members", response_model=list[MemberRead], responses=PAGE_HEADERS)
async def list_members(_: CurrentMember, db: Session, page: Page, response: Response) -> Sequence[Membership]:
    """List the members, oldest first."""
    return await fetch_page(db, select_members(), page, response)


@router.patch("/members/{user_id}", response_model=MemberRead, responses=describe_problems(403, 409))
async def update(owner: WorkspaceOwner, user_id: UUID, body: MemberUpdate, db: Session) -> Membership:
    """Change what a member may do. For owners; the last one stays an owner."""
    return await change_role(db, owner.workspace_id, user_id, body.role)


@router.delete(
    "/members/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(403, 409),
)
async def remove(member: CurrentMember, user_id: UUID, db: Session) -> None:
    """Leave the workspace, or as an admin remove somebody; only owners remove owners, and the last one stays."""
    await remove_member(db, member, user_id)


@router.get("/login-sessions", response_model=list[LoginSessionRead], responses=PAGE_HEADERS | describe_problems(403))
async def list_login_sessions(_: WorkspaceAdmin, db: Session, page: Page, response: Response) -> Sequence[LoginSession]:
    """List the living log-in sessions of all members, oldest first. For admins."""
    return await fetch_page(db, select_login_sessions(), page, response)
