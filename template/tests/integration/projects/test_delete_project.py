"""Deleting projects: DELETE /workspaces/{id}/projects/{id}."""

from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.tasks.models import Task
from tests.integration.accounts.answers import problem
from tests.integration.projects.answers import HAS_TASKS, NO_PROJECT


async def read_ids(session: AsyncSession) -> list[UUID]:
    """Return the ids of all projects."""
    return list(await session.scalars(select(Project.id)))


async def test_delete_project_without_tasks_removes_it_alone(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    other_task: Task,
    url: str,
    workspace_admin_headers: dict[str, str],
) -> None:
    response = await client.delete(f"{url}/{project.id}", headers=workspace_admin_headers)

    assert response.status_code == 204
    assert response.content == b""
    assert await read_ids(session) == [other_task.project_id]


async def test_delete_project_archived_without_tasks_removes_it(
    client: AsyncClient,
    session: AsyncSession,
    archived_project: Project,
    url: str,
    workspace_admin_headers: dict[str, str],
) -> None:
    response = await client.delete(f"{url}/{archived_project.id}", headers=workspace_admin_headers)

    assert response.status_code == 204
    assert await read_ids(session) == []


async def test_delete_project_with_a_task_answers_conflict_and_keeps_both(
    client: AsyncClient, session: AsyncSession, task: Task, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/{task.project_id}", headers=workspace_admin_headers)

    assert response.status_code == 409
    assert response.json() == HAS_TASKS
    assert await read_ids(session) == [task.project_id]
    assert list(await session.scalars(select(Task.id))) == [task.id]


async def test_delete_project_as_lead_is_refused(
    client: AsyncClient, session: AsyncSession, led_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/{led_project.id}", headers=member_headers)

    assert response.status_code == 403
    assert response.json() == problem(403, "Only admins of the workspace may do this.")
    assert await read_ids(session) == [led_project.id]


async def test_delete_project_twice_answers_not_found(
    client: AsyncClient, project: Project, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    await client.delete(f"{url}/{project.id}", headers=workspace_admin_headers)

    response = await client.delete(f"{url}/{project.id}", headers=workspace_admin_headers)

    assert response.status_code == 404
    assert response.json() == NO_PROJECT
