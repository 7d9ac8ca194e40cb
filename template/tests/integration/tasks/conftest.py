"""The tasks on a real database."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.models import Workspace
from tests.factories.workspaces import MembershipFactory


@pytest.fixture
def url(workspace: Workspace) -> str:
    """Return where the tasks of the workspace are."""
    return f"/workspaces/{workspace.id}/tasks"


@pytest.fixture
async def inactive_member(session: AsyncSession, workspace: Workspace) -> User:
    """Return a member of the workspace whose account was deactivated."""
    return (await MembershipFactory.create_async(session, workspace=workspace, user__inactive=True)).user
