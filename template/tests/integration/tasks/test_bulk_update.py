"""Changing many tasks at once: POST /workspaces/{id}/tasks/bulk."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Status, Task
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.tasks.answers import ANOTHER_IS_ACTIVE, ARCHIVED, NO_MEMBER, NO_SPRINT, NO_TASK


@pytest.fixture
def bulk_url(url: str) -> str:
    """Return where many tasks are changed at once."""
    return f"{url}/bulk"


@pytest.fixture
async def tasks(session: AsyncSession, project: Project, owner: User) -> list[Task]:
    """Return three tasks: to be done, active, and done."""
    return [
        await TaskFactory.create_async(session, project=project, assignee=owner),
        await TaskFactory.create_async(session, project=project, assignee=owner, active=True),
        await TaskFactory.create_async(session, project=project, assignee=owner, completed=True, completed_at=NOON),
    ]


def bulk(tasks: Iterable[Task], **changes: Any) -> dict[str, Any]:
    """Return the body that changes tasks."""
    return {"task_ids": [str(task.id) for task in tasks], "changes": changes}


async def read(session: AsyncSession, tasks: Iterable[Task], *fields: str) -> list[tuple[Any, ...]]:
    """Return fields of tasks as they are stored, in the order of the tasks."""
    for task in tasks:
        await session.refresh(task)
    return [tuple(getattr(task, field) for field in fields) for task in tasks]


async def test_bulk_update_status_changes_those_in_another_and_counts_them(
    client: AsyncClient,
    session: AsyncSession,
    tasks: list[Task],
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, status="active"))

    assert response.status_code == 200
    assert response.json() == {"updated": 2}
    assert await read(session, tasks, "status", "completed_at", "version") == [
        (Status.ACTIVE, None, 2),
        (Status.ACTIVE, None, 1),
        (Status.ACTIVE, None, 2),
    ]


async def test_bulk_update_completed_keeps_the_time_of_those_that_were(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    tasks: list[Task],
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    clock.shift(60)

    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, status="done"))

    later = NOON.replace(minute=1)
    assert response.status_code == 200
    assert response.json() == {"updated": 2}
    assert await read(session, tasks, "status", "completed_at", "version") == [
        (Status.DONE, later, 2),
        (Status.DONE, later, 2),
        (Status.DONE, NOON, 1),
    ]


async def test_bulk_update_sprint_and_assignee_changes_all(
    client: AsyncClient,
    session: AsyncSession,
    tasks: list[Task],
    sprint: Sprint,
    member: User,
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    body = bulk(tasks, sprint_id=str(sprint.id), assignee_id=str(member.id))

    response = await client.post(bulk_url, headers=member_headers, json=body)

    assert response.status_code == 200
    assert response.json() == {"updated": 3}
    assert await read(session, tasks, "status", "sprint_id", "assignee_id", "version") == [
        (Status.TODO, sprint.id, member.id, 2),
        (Status.ACTIVE, sprint.id, member.id, 2),
        (Status.DONE, sprint.id, member.id, 2),
    ]


async def test_bulk_update_null_clears_sprint_and_assignee(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    owner: User,
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=project, sprint=sprint, assignee=owner)

    response = await client.post(bulk_url, headers=member_headers, json=bulk([task], sprint_id=None, assignee_id=None))

    assert response.json() == {"updated": 1}
    assert await read(session, [task], "sprint_id", "assignee_id", "version") == [(None, None, 2)]


async def test_bulk_update_nothing_given_changes_nothing(
    client: AsyncClient, session: AsyncSession, tasks: list[Task], bulk_url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks))

    assert response.status_code == 200
    assert response.json() == {"updated": 0}
    assert await read(session, tasks, "version") == [(1,), (1,), (1,)]


async def test_bulk_update_tasks_that_are_not_named_stay_as_they_are(
    client: AsyncClient, session: AsyncSession, tasks: list[Task], bulk_url: str, member_headers: dict[str, str]
) -> None:
    await client.post(bulk_url, headers=member_headers, json=bulk(tasks[:1], assignee_id=None))

    assert await read(session, tasks[1:], "assignee_id", "version") == [
        (tasks[1].assignee_id, 1),
        (tasks[2].assignee_id, 1),
    ]
    assert tasks[1].assignee_id is not None


@pytest.mark.parametrize("who", ["stranger", "inactive_member"])
async def test_bulk_update_reopened_takes_only_what_was_completed_from_somebody_who_left(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    member: User,
    stranger: User,
    inactive_member: User,
    bulk_url: str,
    member_headers: dict[str, str],
    who: str,
) -> None:
    left = request.getfixturevalue(who)
    tasks = [
        await TaskFactory.create_async(session, project=project, assignee=left, completed=True),
        await TaskFactory.create_async(session, project=project, assignee=member, completed=True),
    ]

    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, status="todo"))

    assert response.json() == {"updated": 2}
    assert await read(session, tasks, "status", "assignee_id") == [(Status.TODO, None), (Status.TODO, member.id)]


async def test_bulk_update_one_unknown_id_answers_not_found_and_changes_nothing(
    client: AsyncClient, session: AsyncSession, tasks: list[Task], bulk_url: str, member_headers: dict[str, str]
) -> None:
    body = bulk(tasks, assignee_id=None)
    body["task_ids"].append(str(UUID(int=1)))

    response = await client.post(bulk_url, headers=member_headers, json=body)

    assert response.status_code == 404
    assert response.json() == NO_TASK
    assert await read(session, tasks, "version") == [(1,), (1,), (1,)]


async def test_bulk_update_one_of_another_tenant_answers_not_found_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    tasks: list[Task],
    other_task: Task,
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    together = [*tasks, other_task]

    response = await client.post(bulk_url, headers=member_headers, json=bulk(together, status="done"))

    assert response.status_code == 404
    assert response.json() == NO_TASK
    assert await read(session, together, "version") == [(1,), (1,), (1,), (1,)]


async def test_bulk_update_one_in_archived_project_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    tasks: list[Task],
    archived_project: Project,
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    together = [*tasks, await TaskFactory.create_async(session, project=archived_project)]

    response = await client.post(bulk_url, headers=member_headers, json=bulk(together, status="done"))

    assert response.status_code == 409
    assert response.json() == ARCHIVED
    assert await read(session, together, "version") == [(1,), (1,), (1,), (1,)]


async def test_bulk_update_two_of_one_project_active_in_a_sprint_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    tasks = await TaskFactory.create_batch_async(session, 2, project=project, sprint=sprint)

    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, status="active"))

    assert response.status_code == 409
    assert response.json() == ANOTHER_IS_ACTIVE
    assert await read(session, tasks, "status", "version") == [(Status.TODO, 1), (Status.TODO, 1)]


async def test_bulk_update_one_of_each_project_active_in_a_sprint_changes_both(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    sprint: Sprint,
    bulk_url: str,
    member_headers: dict[str, str],
) -> None:
    projects = await ProjectFactory.create_batch_async(session, 2, workspace=workspace)
    tasks = [await TaskFactory.create_async(session, project=project, sprint=sprint) for project in projects]

    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, status="active"))

    assert response.json() == {"updated": 2}
    assert await read(session, tasks, "status") == [(Status.ACTIVE,), (Status.ACTIVE,)]


@pytest.mark.parametrize(
    ("field", "what", "message"),
    [
        pytest.param("sprint_id", "other_sprint", NO_SPRINT, id="sprint-of-another-tenant"),
        pytest.param("assignee_id", "other_owner", NO_MEMBER, id="member-of-another-tenant"),
        pytest.param("assignee_id", "inactive_member", NO_MEMBER, id="inactive-member"),
    ],
)
async def test_bulk_update_reference_beyond_the_workspace_is_refused_and_nothing_changes(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    tasks: list[Task],
    other_sprint: Sprint,
    other_owner: User,
    inactive_member: User,
    bulk_url: str,
    member_headers: dict[str, str],
    field: str,
    what: str,
    message: str,
) -> None:
    body = bulk(tasks, **{field: str(request.getfixturevalue(what).id)})

    response = await client.post(bulk_url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", "changes", field], message))
    assert await read(session, tasks, "version") == [(1,), (1,), (1,)]


@pytest.mark.parametrize("size", [1, 100])
async def test_bulk_update_as_many_as_may_be_changes_them_all(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    bulk_url: str,
    member_headers: dict[str, str],
    size: int,
) -> None:
    tasks = await TaskFactory.create_batch_async(session, size, project=project)

    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, status="done"))

    assert response.status_code == 200
    assert response.json() == {"updated": size}
    assert set(await session.scalars(select(Task.version))) == {2}


async def test_bulk_update_one_id_twice_is_refused_and_nothing_changes(
    client: AsyncClient, session: AsyncSession, tasks: list[Task], bulk_url: str, member_headers: dict[str, str]
) -> None:
    body = bulk([*tasks, tasks[0]], assignee_id=None)

    response = await client.post(bulk_url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", "task_ids"], "Value error, An id may be given once only."))
    assert await read(session, tasks, "version") == [(1,), (1,), (1,)]


async def test_bulk_update_field_that_many_cannot_share_is_refused_and_nothing_changes(
    client: AsyncClient, session: AsyncSession, tasks: list[Task], bulk_url: str, member_headers: dict[str, str]
) -> None:
    body = bulk(tasks, assignee_id=None, title="Renamed")

    response = await client.post(bulk_url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", "changes", "title"], EXTRA))
    assert await read(session, tasks, "version") == [(1,), (1,), (1,)]


@pytest.mark.parametrize("size", [1, 2, 20])
async def test_bulk_update_any_number_takes_six_statements_and_one_for_each_change(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    member: User,
    bulk_url: str,
    member_headers: dict[str, str],
    statements: list[str],
    size: int,
) -> None:
    tasks = await TaskFactory.create_batch_async(session, size, project=project)
    statements.clear()

    response = await client.post(bulk_url, headers=member_headers, json=bulk(tasks, assignee_id=str(member.id)))

    assert response.json() == {"updated": size}
    # The log-in session, the membership, what the tasks refer to, the assignee, the projects, the tasks.
    assert len(statements) == 6 + size
