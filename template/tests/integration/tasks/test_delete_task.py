"""Deleting tasks: DELETE /workspaces/{id}/tasks/{id}."""

from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.tasks.models import Task
from tests.factories.tasks import TaskFactory
from tests.integration.accounts.answers import problem
from tests.integration.tasks.answers import ARCHIVED, NO_TASK


async def read_ids(session: AsyncSession) -> list[UUID]:
    """Return the ids of all tasks."""
    return list(await session.scalars(select(Task.id)))


@pytest.mark.parametrize("who", ["workspace_admin_headers", "owner_headers"])
async def test_delete_task_as_admin_or_owner_removes_it_alone(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    task: Task,
    other_task: Task,
    workspace_admin_headers: dict[str, str],
    owner_headers: dict[str, str],
    url: str,
    who: str,
) -> None:
    response = await client.delete(f"{url}/{task.id}", headers=request.getfixturevalue(who))

    assert response.status_code == 204
    assert response.content == b""
    assert await read_ids(session) == [other_task.id]


async def test_delete_task_as_member_is_refused(
    client: AsyncClient, session: AsyncSession, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/{task.id}", headers=member_headers)

    assert response.status_code == 403
    assert response.json() == problem(403, "Only admins of the workspace may do this.")
    assert await read_ids(session) == [task.id]


async def test_delete_task_in_archived_project_answers_conflict(
    client: AsyncClient,
    session: AsyncSession,
    archived_project: Project,
    url: str,
    owner_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=archived_project)

    response = await client.delete(f"{url}/{task.id}", headers=owner_headers)

    assert response.status_code == 409
    assert response.json() == ARCHIVED
    assert await read_ids(session) == [task.id]


async def test_delete_task_twice_answers_not_found(
    client: AsyncClient, task: Task, url: str, owner_headers: dict[str, str]
) -> None:
    await client.delete(f"{url}/{task.id}", headers=owner_headers)

    response = await client.delete(f"{url}/{task.id}", headers=owner_headers)

    assert response.status_code == 404
    assert response.json() == NO_TASK


async def test_delete_task_of_another_tenant_answers_not_found(
    client: AsyncClient, session: AsyncSession, other_task: Task, url: str, owner_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/{other_task.id}", headers=owner_headers)

    assert response.status_code == 404
    assert response.json() == NO_TASK
    assert await read_ids(session) == [other_task.id]
