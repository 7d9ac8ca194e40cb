"""A server whose workspace has a thousand tasks."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import create_engine
from app.workspaces.models import Workspace
from tests.e2e.accounts.people import Person, sign_up
from tests.e2e.conftest import server_environment
from tests.factories.projects import ProjectFactory
from tests.factories.tasks import TaskFactory
from tests.fixtures.server import Server

__all__ = ["server_environment"]

MANY = 1000


@pytest.fixture(scope="module")
def owner(server: Server) -> Iterator[Person]:
    """Return somebody who owns a workspace."""
    with httpx.Client(base_url=server.url) as http:
        yield sign_up(http, "owner@example.org")


@pytest.fixture(scope="module")
def home(owner: Person, server_database: str) -> str:
    """Return the path of their workspace, which has many tasks."""
    workspace_id = owner.ask("POST", "/workspaces", name="Engines").json()["id"]
    asyncio.run(add_tasks(server_database, workspace_id))
    return f"/workspaces/{workspace_id}"


async def add_tasks(database_url: str, workspace_id: str) -> None:
    """Add many tasks to a workspace, past the service."""
    engine = create_engine(database_url)
    async with AsyncSession(engine, expire_on_commit=False) as db:
        workspace = await db.get_one(Workspace, workspace_id)
        project = await ProjectFactory.create_async(db, workspace=workspace)
        await TaskFactory.create_batch_async(db, MANY, project=project)
    await engine.dispose()
