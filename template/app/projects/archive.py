"""Archiving projects: in an archived project nothing changes any more."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.clock import now
from app.problems import Conflict
from app.projects.models import Project


def archive_project(project: Project) -> None:
    """Archive a project; one that is archived keeps the time when it was."""
    project.archived_at = project.archived_at or now()


def unarchive_project(project: Project) -> None:
    """Let the tasks of a project change again."""
    project.archived_at = None


async def lock_open_projects(db: AsyncSession, project_ids: Collection[UUID]) -> Sequence[Project]:
    """Return projects so that nobody archives or deletes them, or changes tasks in them, until the transaction ends.

    Args:
        db: The session of the request.
        project_ids: The projects.

    Returns:
        Those that there are, as they are now.

    Raises:
        Conflict: One is archived.
    """
    statement = (
        select(Project)
        .where(Project.id.in_(project_ids))
        .order_by(Project.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    projects = (await db.scalars(statement)).all()
    if any(project.archived_at for project in projects):
        raise Conflict("The project is archived.")
    return projects
