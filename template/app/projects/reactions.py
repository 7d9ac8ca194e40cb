"""What happens to projects when something happens elsewhere. The routes import this module, so that it takes part."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.workspaces.members import on_removal


async def leave_without_lead(db: AsyncSession, user_id: UUID) -> None:
    """Take the projects from a lead who leaves the workspace.

    Args:
        db: The session of the request, which has entered the workspace.
        user_id: Who leaves, locked as a member.
    """
    led = Project.lead_id == user_id
    # Locked in order of id, as everywhere; an UPDATE would take them as they come.
    await db.execute(select(Project.id).where(led).order_by(Project.id).with_for_update(key_share=True))
    await db.execute(update(Project).where(led).values(lead_id=None))


on_removal.append(leave_without_lead)
