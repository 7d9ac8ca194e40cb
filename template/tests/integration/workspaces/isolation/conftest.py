"""Two tenants with rows in every table, and a session as requests have it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.accounts.models import User
from app.tasks.models import Task
from app.workspaces.models import Workspace
from tests.factories.workspaces import InvitationFactory


@pytest.fixture
async def db(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """Return a session of the service. `session` may see no more than this one until its transaction has ended."""
    async with sessions() as db:
        yield db


@pytest.fixture
async def tenants(
    session: AsyncSession,
    workspace: Workspace,
    owner: User,
    sprint: object,
    task: Task,
    other_workspace: Workspace,
    other_owner: User,
    other_sprint: object,
    other_task: Task,
) -> None:
    """Store rows of both tenants in every table that belongs to tenants."""
    await InvitationFactory.create_async(session, workspace=workspace)
    await InvitationFactory.create_async(session, workspace=other_workspace)
