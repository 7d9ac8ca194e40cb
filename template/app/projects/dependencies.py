"""The project of the path, for those who may change it."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.database import Session
from app.problems import Forbidden
from app.projects.models import Project
from app.projects.projects import get_project
from app.workspaces.dependencies import CurrentMember
from app.workspaces.models import Role


async def get_led_project(project_id: UUID, member: CurrentMember, db: Session) -> Project:
    """Return the project of the path, if whoever makes the request leads it or is an admin of the workspace.

    Raises:
        NotFound: There is no such project in the workspace.
        Forbidden: Whoever makes the request is neither.
    """
    project = await get_project(db, project_id)
    if project.lead_id != member.user_id and member.role is Role.MEMBER:
        raise Forbidden("Only the lead of the project and admins of the workspace may do this.")
    return project


LedProject = Annotated[Project, Depends(get_led_project)]
