"""Routes for sprints."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status

from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import describe_problems
from app.sprints.models import Sprint
from app.sprints.schemas import SprintCreate, SprintRead, SprintUpdate
from app.sprints.sprints import create_sprint, delete_sprint, get_sprint, select_sprints, update_sprint
from app.workspaces.dependencies import CurrentMember, WorkspaceAdmin
from app.workspaces.fields import Day

router = APIRouter(prefix="/workspaces/{workspace_id}/sprints", tags=["sprints"], responses=describe_problems(401, 404))


@router.get("", response_model=list[SprintRead], responses=PAGE_HEADERS)
async def list_sprints(
    _: CurrentMember,
    db: Session,
    page: Page,
    response: Response,
    on: Annotated[Day | None, Query(description="Only those that this day belongs to.")] = None,
) -> Sequence[Sprint]:
    """List sprints, earliest first."""
    return await fetch_page(db, select_sprints(on), page, response)


@router.post("", response_model=SprintRead, status_code=status.HTTP_201_CREATED, responses=describe_problems(403))
async def create(member: WorkspaceAdmin, body: SprintCreate, db: Session) -> Sprint:
    """Create a sprint. For admins."""
    return await create_sprint(db, member.workspace_id, body)


@router.get("/{sprint_id}", response_model=SprintRead)
async def read(_: CurrentMember, sprint_id: UUID, db: Session) -> Sprint:
    """Return a sprint."""
    return await get_sprint(db, sprint_id)


@router.patch("/{sprint_id}", response_model=SprintRead, responses=describe_problems(403))
async def update(_: WorkspaceAdmin, sprint_id: UUID, body: SprintUpdate, db: Session) -> Sprint:
    """Change a sprint. For admins."""
    return await update_sprint(db, sprint_id, body)


@router.delete("/{sprint_id}", status_code=status.HTTP_204_NO_CONTENT, responses=describe_problems(403))
async def delete(_: WorkspaceAdmin, sprint_id: UUID, db: Session) -> None:
    """Delete a sprint; its tasks stay, without a sprint. For admins."""
    await delete_sprint(db, sprint_id)
