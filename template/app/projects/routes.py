"""Routes for projects."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Response, status

from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import describe_problems
from app.projects import reactions  # noqa: F401 - from here on, projects take part in what happens elsewhere
from app.projects.archive import archive_project, unarchive_project
from app.projects.dependencies import LedProject
from app.projects.filters import Filters, select_projects
from app.projects.models import Project
from app.projects.projects import create_project, delete_project, get_project, update_project
from app.projects.schemas import ProjectCreate, ProjectRead, ProjectUpdate
from app.workspaces.dependencies import CurrentMember, WorkspaceAdmin

router = APIRouter(
    prefix="/workspaces/{workspace_id}/projects", tags=["projects"], responses=describe_problems(401, 404)
)


@router.get("", response_model=list[ProjectRead], responses=PAGE_HEADERS)
async def list_projects(
    member: CurrentMember, filters: Filters, db: Session, page: Page, response: Response
) -> Sequence[Project]:
    """List projects, oldest first."""
    return await fetch_page(db, select_projects(filters, member.user_id), page, response)


@router.post("", response_model=ProjectRead, status_code=status.HTTP_201_CREATED, responses=describe_problems(409))
async def create(member: CurrentMember, body: ProjectCreate, db: Session) -> Project:
    """Create a project."""
    return await create_project(db, member.workspace_id, body)


@router.get("/{project_id}", response_model=ProjectRead)
async def read(_: CurrentMember, project_id: UUID, db: Session) -> Project:
    """Return a project."""
    return await get_project(db, project_id)


@router.patch("/{project_id}", response_model=ProjectRead, responses=describe_problems(403, 409))
async def update(project: LedProject, body: ProjectUpdate, db: Session) -> Project:
    """Change a project. For its lead and for admins."""
    return await update_project(db, project, body)


@router.delete("/{project_id}", status_code=status.HTTP_204_NO_CONTENT, responses=describe_problems(403, 409))
async def delete(_: WorkspaceAdmin, project_id: UUID, db: Session) -> None:
    """Delete a project that has no tasks. For admins."""
    await delete_project(db, project_id)


@router.post("/{project_id}/archive", response_model=ProjectRead, responses=describe_problems(403))
async def archive(project: LedProject) -> Project:
    """Archive a project: no task in it changes any more. For its lead and for admins."""
    archive_project(project)
    return project


@router.post("/{project_id}/unarchive", response_model=ProjectRead, responses=describe_problems(403))
async def unarchive(project: LedProject) -> Project:
    """Let the tasks of a project change again. For its lead and for admins."""
    unarchive_project(project)
    return project
