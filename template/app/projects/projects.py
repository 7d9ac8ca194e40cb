"""Projects: create, find, change, delete."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.problems import Conflict, NotFound
from app.projects.models import Project
from app.projects.schemas import ProjectCreate, ProjectUpdate
from app.workspaces.active_members import lock_active_members, require_active_member


async def create_project(db: AsyncSession, workspace_id: UUID, new: ProjectCreate) -> Project:
    """Create a project.

    Args:
        db: The session of the request.
        workspace_id: The workspace, which the session has entered.
        new: The project.

    Returns:
        The project, written but not committed.

    Raises:
        InvalidValue: The lead is no active member of the workspace.
        Conflict: The name is taken.
    """
    await _require_active_lead(db, new.lead_id)
    project = Project(workspace_id=workspace_id, **new.model_dump())
    db.add(project)
    await _write_unique_name(db)
    return project


async def get_project(db: AsyncSession, project_id: UUID) -> Project:
    """Return a project.

    Raises:
        NotFound: There is no such project in the workspace.
    """
    project = await db.get(Project, project_id)
    if project is None:
        raise NotFound("There is no such project.")
    return project


async def update_project(db: AsyncSession, project: Project, changes: ProjectUpdate) -> Project:
    """Change a project.

    Args:
        db: The session of the request.
        project: The project.
        changes: What changes.

    Returns:
        The project, written but not committed.

    Raises:
        InvalidValue: The new lead is no active member of the workspace.
        Conflict: The name is taken.
    """
    await _require_active_lead(db, changes.lead_id)
    for name, value in changes.model_dump(exclude_unset=True).items():
        setattr(project, name, value)
    await _write_unique_name(db)
    return project


async def delete_project(db: AsyncSession, project_id: UUID) -> None:
    """Delete a project that has no tasks.

    Args:
        db: The session of the request.
        project_id: The project.

    Raises:
        NotFound: There is no such project in the workspace.
        Conflict: It has tasks.
    """
    await db.delete(await get_project(db, project_id))
    try:
        await db.flush()
    except IntegrityError as error:
        # Tasks are all that refers to a project. Counting them first would not help: another may come between.
        raise Conflict("The project has tasks.") from error


async def _require_active_lead(db: AsyncSession, lead_id: UUID | None) -> None:
    require_active_member(lead_id, await lock_active_members(db, [lead_id]), "body", "lead_id")


async def _write_unique_name(db: AsyncSession) -> None:
    try:
        await db.flush()
    except IntegrityError as error:
        # The name is the one thing that can be taken: the lead is locked.
        raise Conflict("There is a project with this name.") from error
