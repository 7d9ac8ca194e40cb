"""The projects on a real database."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.projects.models import Project
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory


@pytest.fixture
def url(workspace: Workspace) -> str:
    """Return where the projects of the workspace are."""
    return f"/workspaces/{workspace.id}/projects"


@pytest.fixture
async def led_project(session: AsyncSession, workspace: Workspace, member: User) -> Project:
    """Return a project that the member leads."""
    return await ProjectFactory.create_async(session, workspace=workspace, lead=member)
