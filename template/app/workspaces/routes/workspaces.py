"""Routes for workspaces."""

from collections.abc import Sequence

from fastapi import APIRouter, Response, status

from app.accounts.dependencies import CurrentUser
from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import describe_problems
from app.workspaces.dependencies import CurrentMember, WorkspaceAdmin, WorkspaceOwner
from app.workspaces.isolation import see_memberships_of
from app.workspaces.models import Workspace
from app.workspaces.schemas import WorkspaceCreate, WorkspaceRead, WorkspaceUpdate
from app.workspaces.workspaces import (
    create_workspace,
    delete_workspace,
    get_workspace,
    select_workspaces,
    update_workspace,
)

router = APIRouter(prefix="/workspaces", tags=["workspaces"], responses=describe_problems(401))


@router.post("", response_model=WorkspaceRead, status_code=status.HTTP_201_CREATED)
async def create(user: CurrentUser, body: WorkspaceCreate, db: Session) -> Workspace:
    """Create a workspace and become its owner."""
    return await create_workspace(db, body, user)


@router.get("", response_model=list[WorkspaceRead], responses=PAGE_HEADERS)
async def list_workspaces(user: CurrentUser, db: Session, page: Page, response: Response) -> Sequence[Workspace]:
    """List the workspaces that one belongs to, oldest first."""
    await see_memberships_of(db, user.id)
    return await fetch_page(db, select_workspaces(), page, response)


@router.get("/{workspace_id}", response_model=WorkspaceRead, responses=describe_problems(404))
async def read(member: CurrentMember, db: Session) -> Workspace:
    """Return a workspace."""
    return await get_workspace(db, member.workspace_id)


@router.patch("/{workspace_id}", response_model=WorkspaceRead, responses=describe_problems(403, 404))
async def update(admin: WorkspaceAdmin, body: WorkspaceUpdate, db: Session) -> Workspace:
    """Change a workspace. For admins."""
    return await update_workspace(db, admin.workspace_id, body)


@router.delete("/{workspace_id}", status_code=status.HTTP_204_NO_CONTENT, responses=describe_problems(403, 404))
async def delete(owner: WorkspaceOwner, db: Session) -> None:
    """Delete a workspace with all that belongs to it. For owners."""
    await delete_workspace(db, owner.workspace_id)
