"""Deleting sprints: DELETE /workspaces/{id}/sprints/{id}."""

from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Status, Task
from app.workspaces.models import Workspace
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.integration.sprints.answers import ADMINS_ONLY, NO_SPRINT


async def read_ids(session: AsyncSession) -> set[UUID]:
    """Return the ids of all sprints."""
    return set(await session.scalars(select(Sprint.id)))


async def test_delete_sprint_empty_removes_it_alone(
    client: AsyncClient,
    session: AsyncSession,
    sprint: Sprint,
    other_sprint: Sprint,
    url: str,
    workspace_admin_headers: dict[str, str],
) -> None:
    response = await client.delete(f"{url}/{sprint.id}", headers=workspace_admin_headers)

    assert response.status_code == 204
    assert response.content == b""
    assert await read_ids(session) == {other_sprint.id}


async def test_delete_sprint_with_tasks_leaves_them_without_sprint_and_raises_their_versions(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    archived_project: Project,
    sprint: Sprint,
    url: str,
    workspace_admin_headers: dict[str, str],
) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint)
    await TaskFactory.create_async(session, project=project, sprint=sprint, active=True)
    await TaskFactory.create_async(session, project=project, sprint=sprint, completed=True)
    await TaskFactory.create_async(session, project=archived_project, sprint=sprint, active=True)

    response = await client.delete(f"{url}/{sprint.id}", headers=workspace_admin_headers)

    left = (await session.execute(select(Task.status, Task.sprint_id, Task.version).order_by(Task.status))).all()
    assert response.status_code == 204
    assert left == [
        (Status.ACTIVE, None, 2),
        (Status.ACTIVE, None, 2),
        (Status.DONE, None, 2),
        (Status.TODO, None, 2),
    ]


async def test_delete_sprint_with_tasks_leaves_those_of_other_sprints(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    project: Project,
    sprint: Sprint,
    url: str,
    workspace_admin_headers: dict[str, str],
) -> None:
    next_sprint = await SprintFactory.create_async(session, workspace=workspace)
    task = await TaskFactory.create_async(session, project=project, sprint=next_sprint)

    await client.delete(f"{url}/{sprint.id}", headers=workspace_admin_headers)

    await session.refresh(task)
    assert (task.sprint_id, task.version) == (next_sprint.id, 1)


async def test_delete_sprint_as_member_is_refused(
    client: AsyncClient, session: AsyncSession, sprint: Sprint, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/{sprint.id}", headers=member_headers)

    assert response.status_code == 403
    assert response.json() == ADMINS_ONLY
    assert await read_ids(session) == {sprint.id}


async def test_delete_sprint_twice_answers_not_found(
    client: AsyncClient, sprint: Sprint, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    await client.delete(f"{url}/{sprint.id}", headers=workspace_admin_headers)

    response = await client.delete(f"{url}/{sprint.id}", headers=workspace_admin_headers)

    assert response.status_code == 404
    assert response.json() == NO_SPRINT
