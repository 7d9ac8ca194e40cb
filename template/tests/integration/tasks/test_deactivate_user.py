"""What deactivating a user does to tasks: POST /users/{id}/deactivate."""

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.projects.models import Project
from app.tasks.models import Status, Task
from app.workspaces.models import Workspace
from tests.factories.tasks import TaskFactory
from tests.factories.workspaces import MembershipFactory


async def read(session: AsyncSession, task: Task) -> tuple[object, ...]:
    """Return status, assignee and version of a task as they are stored."""
    fields = select(Task.status, Task.assignee_id, Task.version).where(Task.id == task.id)
    return tuple((await session.execute(fields)).one())


@pytest.mark.parametrize(
    ("traits", "status"),
    [pytest.param({}, Status.TODO, id="to-be-done"), pytest.param({"active": True}, Status.ACTIVE, id="active")],
)
async def test_deactivate_user_open_task_is_nobodys_and_its_version_rises(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    member: User,
    admin_headers: dict[str, str],
    traits: dict[str, bool],
    status: Status,
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=member, **traits)

    response = await client.post(f"/users/{member.id}/deactivate", headers=admin_headers)

    assert response.status_code == 200
    assert await read(session, task) == (status, None, 2)


async def test_deactivate_user_completed_task_stays_theirs(
    client: AsyncClient, session: AsyncSession, project: Project, member: User, admin_headers: dict[str, str]
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=member, completed=True)

    await client.post(f"/users/{member.id}/deactivate", headers=admin_headers)

    assert await read(session, task) == (Status.DONE, member.id, 1)


async def test_deactivate_user_task_of_somebody_else_stays_theirs(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    member: User,
    owner: User,
    admin_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=owner)

    await client.post(f"/users/{member.id}/deactivate", headers=admin_headers)

    assert await read(session, task) == (Status.TODO, owner.id, 1)


async def test_deactivate_user_open_tasks_in_every_workspace_and_archived_project_are_nobodys(
    client: AsyncClient,
    session: AsyncSession,
    other_workspace: Workspace,
    project: Project,
    archived_project: Project,
    other_project: Project,
    member: User,
    admin_headers: dict[str, str],
) -> None:
    await MembershipFactory.create_async(session, workspace=other_workspace, user=member)
    places = (project, archived_project, other_project)
    tasks = [await TaskFactory.create_async(session, project=place, assignee=member) for place in places]

    await client.post(f"/users/{member.id}/deactivate", headers=admin_headers)

    assert [await read(session, task) for task in tasks] == [(Status.TODO, None, 2)] * 3


async def test_deactivate_user_twice_changes_tasks_once(
    client: AsyncClient, session: AsyncSession, project: Project, member: User, admin_headers: dict[str, str]
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=member)
    await client.post(f"/users/{member.id}/deactivate", headers=admin_headers)

    response = await client.post(f"/users/{member.id}/deactivate", headers=admin_headers)

    assert response.status_code == 200
    assert await read(session, task) == (Status.TODO, None, 2)


async def test_reactivate_user_may_be_assigned_again(
    client: AsyncClient,
    session: AsyncSession,
    task: Task,
    inactive_member: User,
    url: str,
    member_headers: dict[str, str],
    admin_headers: dict[str, str],
) -> None:
    await client.post(f"/users/{inactive_member.id}/reactivate", headers=admin_headers)

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": 1, "assignee_id": str(inactive_member.id)}
    )

    assert response.status_code == 200
    assert await read(session, task) == (Status.TODO, inactive_member.id, 2)
