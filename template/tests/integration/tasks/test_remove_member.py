"""What leaving a workspace does to tasks: DELETE /workspaces/{id}/members/{id}."""

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
from tests.integration.accounts.answers import invalid
from tests.integration.tasks.answers import NO_MEMBER


async def read(session: AsyncSession, task: Task) -> tuple[object, ...]:
    """Return status, assignee and version of a task as they are stored."""
    fields = select(Task.status, Task.assignee_id, Task.version).where(Task.id == task.id)
    return tuple((await session.execute(fields)).one())


@pytest.mark.parametrize(
    ("traits", "status"),
    [pytest.param({}, Status.TODO, id="to-be-done"), pytest.param({"active": True}, Status.ACTIVE, id="active")],
)
async def test_remove_member_open_task_is_nobodys_and_its_version_rises(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    project: Project,
    member: User,
    member_headers: dict[str, str],
    traits: dict[str, bool],
    status: Status,
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=member, **traits)

    response = await client.delete(f"/workspaces/{workspace.id}/members/{member.id}", headers=member_headers)

    assert response.status_code == 204
    assert await read(session, task) == (status, None, 2)


async def test_remove_member_completed_task_and_task_elsewhere_stay_theirs(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    other_workspace: Workspace,
    project: Project,
    other_project: Project,
    member: User,
    member_headers: dict[str, str],
) -> None:
    await MembershipFactory.create_async(session, workspace=other_workspace, user=member)
    completed = await TaskFactory.create_async(session, project=project, assignee=member, completed=True)
    elsewhere = await TaskFactory.create_async(session, project=other_project, assignee=member)

    await client.delete(f"/workspaces/{workspace.id}/members/{member.id}", headers=member_headers)

    assert await read(session, completed) == (Status.DONE, member.id, 1)
    assert await read(session, elsewhere) == (Status.TODO, member.id, 1)


async def test_remove_member_then_they_cannot_be_assigned(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    task: Task,
    member: User,
    url: str,
    owner_headers: dict[str, str],
) -> None:
    await client.delete(f"/workspaces/{workspace.id}/members/{member.id}", headers=owner_headers)

    response = await client.patch(
        f"{url}/{task.id}", headers=owner_headers, json={"version": 1, "assignee_id": str(member.id)}
    )

    assert response.status_code == 422
    assert response.json() == invalid((["body", "assignee_id"], NO_MEMBER))
    assert await read(session, task) == (Status.TODO, None, 1)
