"""Changing tasks: PATCH /workspaces/{id}/tasks/{id}."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Task
from app.workspaces.models import Workspace
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.tasks.answers import (
    ANOTHER_IS_ACTIVE,
    ARCHIVED,
    CHANGED_MEANWHILE,
    FAR_AWAY,
    NO_MEMBER,
    NO_SPRINT,
    NO_TASK,
    PAST,
    described,
)


@pytest.fixture
async def full_task(session: AsyncSession, project: Project, sprint: Sprint, member: User) -> Task:
    """Return a task in which every field has a value."""
    return await TaskFactory.create_async(session, project=project, sprint=sprint, assignee=member, story_points=8)


@pytest.fixture
async def next_sprint(session: AsyncSession, workspace: Workspace) -> Sprint:
    """Return another sprint of the workspace."""
    return await SprintFactory.create_async(session, workspace=workspace)


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        pytest.param({"title": " Pay by card "}, {"title": "Pay by card"}, id="title"),
        pytest.param({"description": ""}, {"description": ""}, id="description"),
        pytest.param({"status": "active"}, {"status": "active"}, id="status"),
        pytest.param({"sprint_id": None}, {"sprint_id": None}, id="sprint"),
        pytest.param({"assignee_id": None}, {"assignee_id": None}, id="assignee"),
        pytest.param({"due_at": None}, {"due_at": None}, id="no-due-date"),
        pytest.param(
            {"due_at": "2099-01-01T00:00:00+02:00"}, {"due_at": "2098-12-31T22:00:00Z"}, id="due-date-in-another-zone"
        ),
        pytest.param({"story_points": 37}, {"story_points": 40}, id="raw-score"),
        pytest.param({"story_points": None}, {"story_points": None}, id="no-estimate"),
        pytest.param(
            {"title": "Pay by card", "sprint_id": None, "status": "active"},
            {"title": "Pay by card", "sprint_id": None, "status": "active"},
            id="three-at-once",
        ),
    ],
)
async def test_update_task_field_given_changes_it_and_raises_the_version(
    client: AsyncClient,
    session: AsyncSession,
    full_task: Task,
    url: str,
    member_headers: dict[str, str],
    changes: dict[str, Any],
    stored: dict[str, Any],
) -> None:
    after = described(full_task) | stored | {"version": 2}

    response = await client.patch(f"{url}/{full_task.id}", headers=member_headers, json={"version": 1} | changes)

    await session.refresh(full_task)
    assert response.status_code == 200
    assert response.json() == after
    assert described(full_task) == after


async def test_update_task_references_given_are_kept(
    client: AsyncClient,
    session: AsyncSession,
    task: Task,
    sprint: Sprint,
    owner: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    references = {"sprint_id": str(sprint.id), "assignee_id": str(owner.id)}
    after = described(task) | references | {"version": 2}

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1} | references)

    await session.refresh(task)
    assert response.status_code == 200
    assert response.json() == after
    assert described(task) == after


async def test_update_task_nothing_different_keeps_the_version(
    client: AsyncClient, session: AsyncSession, full_task: Task, url: str, member_headers: dict[str, str]
) -> None:
    before = described(full_task)
    same = {field: before[field] for field in ("title", "status", "sprint_id", "assignee_id", "due_at", "version")}

    response = await client.patch(f"{url}/{full_task.id}", headers=member_headers, json=same)

    await session.refresh(full_task)
    assert response.status_code == 200
    assert response.json() == before
    assert described(full_task) == before


async def test_update_task_twice_raises_the_version_each_time(
    client: AsyncClient, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "title": "First"})

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 2, "title": "Second"})

    assert response.status_code == 200
    assert response.json() == described(task) | {"title": "Second", "version": 3}


@pytest.mark.parametrize("version", [1, 3, 2**40], ids=["before", "after", "far-after"])
async def test_update_task_version_other_than_the_present_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    task: Task,
    url: str,
    member_headers: dict[str, str],
    version: int,
) -> None:
    first = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "title": "First"})

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": version, "title": "Second"}
    )

    await session.refresh(task)
    assert response.status_code == 409
    assert response.json() == CHANGED_MEANWHILE
    assert described(task) == first.json()


async def test_update_task_completed_keeps_the_time(
    clock: Traveller, client: AsyncClient, session: AsyncSession, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    after = described(task) | {"status": "done", "completed_at": "2026-03-18T12:00:00Z", "version": 2}

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "status": "done"})

    await session.refresh(task)
    assert response.status_code == 200
    assert response.json() == after
    assert described(task) == after


async def test_update_task_completed_again_keeps_the_first_time(
    clock: Traveller, client: AsyncClient, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    first = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "status": "done"})
    clock.shift(timedelta(minutes=1))

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": 2, "status": "done", "title": "Late"}
    )

    assert response.status_code == 200
    assert response.json() == first.json() | {"title": "Late", "version": 3}


@pytest.mark.parametrize("status", ["todo", "active"])
async def test_update_task_reopened_clears_the_time_and_keeps_an_active_assignee(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    member: User,
    url: str,
    member_headers: dict[str, str],
    status: str,
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=member, completed=True)
    after = described(task) | {"status": status, "completed_at": None, "version": 2}

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "status": status})

    await session.refresh(task)
    assert response.status_code == 200
    assert response.json() == after
    assert described(task) == after


@pytest.mark.parametrize("who", ["stranger", "inactive_member"])
async def test_update_task_reopened_loses_an_assignee_who_has_left(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    stranger: User,
    inactive_member: User,
    url: str,
    member_headers: dict[str, str],
    who: str,
) -> None:
    task = await TaskFactory.create_async(
        session, project=project, assignee=request.getfixturevalue(who), completed=True
    )
    after = described(task) | {"status": "todo", "completed_at": None, "assignee_id": None, "version": 2}

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "status": "todo"})

    await session.refresh(task)
    assert response.status_code == 200
    assert response.json() == after
    assert described(task) == after


async def test_update_task_completed_by_somebody_who_left_keeps_them(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    stranger: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=stranger, completed=True)

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "title": "Renamed"})

    assert response.status_code == 200
    assert response.json() == described(task) | {"title": "Renamed", "version": 2}


@pytest.mark.parametrize(
    ("due_at", "stored"),
    [
        pytest.param("2026-03-18T12:00:00Z", "2026-03-18T12:00:00Z", id="now"),
        pytest.param("2026-03-18T13:00:00.000001+01:00", "2026-03-18T12:00:00.000001Z", id="a-moment-later"),
    ],
)
async def test_update_task_due_now_or_later_is_kept(
    clock: Traveller,
    client: AsyncClient,
    task: Task,
    url: str,
    member_headers: dict[str, str],
    due_at: str,
    stored: str,
) -> None:
    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "due_at": due_at})

    assert response.status_code == 200
    assert response.json() == described(task) | {"due_at": stored, "version": 2}


async def test_update_task_overdue_with_its_due_date_in_another_zone_is_no_new_one(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=project, due_at=NOON - timedelta(days=1))
    changes = {"version": 1, "due_at": "2026-03-17T14:00:00+02:00", "title": "Renamed"}

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json=changes)

    assert response.status_code == 200
    assert response.json() == described(task) | {"title": "Renamed", "version": 2}


async def test_update_task_overdue_without_its_due_date_changes_it(
    client: AsyncClient, session: AsyncSession, project: Project, url: str, member_headers: dict[str, str]
) -> None:
    task = await TaskFactory.create_async(session, project=project, overdue=True)

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "status": "active"})

    assert response.status_code == 200
    assert response.json() == described(task) | {"status": "active", "version": 2}


@pytest.mark.parametrize(
    ("due_at", "message"),
    [
        pytest.param("2026-03-18T11:59:59.999999Z", PAST, id="just-before-now"),
        pytest.param("2026-03-18T12:59:59+01:00", PAST, id="before-now-on-a-later-clock"),
        pytest.param("2026-03-16T12:00:00Z", PAST, id="later-than-before-and-still-past"),
        pytest.param("9999-12-31T23:59:59-01:00", FAR_AWAY, id="after-the-calendar"),
        pytest.param("2099-01-01T00:00:00", "Input should have timezone info", id="without-a-zone"),
    ],
)
async def test_update_task_due_at_a_moment_that_cannot_be_is_refused_and_nothing_changes(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    due_at: str,
    message: str,
) -> None:
    task = await TaskFactory.create_async(session, project=project, due_at=NOON - timedelta(days=3))
    before = described(task)

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": 1, "title": "Renamed", "due_at": due_at}
    )

    await session.refresh(task)
    assert response.status_code == 422
    assert response.json() == invalid((["body", "due_at"], message))
    assert described(task) == before


@pytest.mark.parametrize(
    ("field", "what", "message"),
    [
        pytest.param("sprint_id", "other_sprint", NO_SPRINT, id="sprint-of-another-tenant"),
        pytest.param("assignee_id", "other_owner", NO_MEMBER, id="member-of-another-tenant"),
        pytest.param("assignee_id", "stranger", NO_MEMBER, id="stranger"),
        pytest.param("assignee_id", "inactive_member", NO_MEMBER, id="inactive-member"),
    ],
)
async def test_update_task_reference_beyond_the_workspace_is_refused_and_nothing_changes(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    task: Task,
    other_sprint: Sprint,
    other_owner: User,
    stranger: User,
    inactive_member: User,
    url: str,
    member_headers: dict[str, str],
    field: str,
    what: str,
    message: str,
) -> None:
    before = described(task)
    foreign = str(request.getfixturevalue(what).id)

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": 1, "title": "Renamed", field: foreign}
    )

    await session.refresh(task)
    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert described(task) == before


async def test_update_task_active_beside_an_active_one_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    full_task: Task,
    url: str,
    member_headers: dict[str, str],
) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint, active=True)
    before = described(full_task)

    response = await client.patch(
        f"{url}/{full_task.id}", headers=member_headers, json={"version": 1, "status": "active", "title": "Renamed"}
    )

    await session.refresh(full_task)
    assert response.status_code == 409
    assert response.json() == ANOTHER_IS_ACTIVE
    assert described(full_task) == before


async def test_update_task_active_moved_beside_an_active_one_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    url: str,
    member_headers: dict[str, str],
) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint, active=True)
    task = await TaskFactory.create_async(session, project=project, active=True)
    before = described(task)

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": 1, "sprint_id": str(sprint.id)}
    )

    await session.refresh(task)
    assert response.status_code == 409
    assert response.json() == ANOTHER_IS_ACTIVE
    assert described(task) == before


@pytest.mark.parametrize(
    ("place", "traits"),
    [
        pytest.param(("archived_project", "sprint"), {"active": True}, id="active-in-another-project"),
        pytest.param(("project", "next_sprint"), {"active": True}, id="active-in-another-sprint"),
        pytest.param(("project", None), {"active": True}, id="active-in-no-sprint"),
        pytest.param(("project", "sprint"), {}, id="to-be-done-in-the-same"),
        pytest.param(("project", "sprint"), {"completed": True}, id="done-in-the-same"),
    ],
)
async def test_update_task_active_where_no_other_is_becomes_active(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    archived_project: Project,
    sprint: Sprint,
    next_sprint: Sprint,
    full_task: Task,
    url: str,
    member_headers: dict[str, str],
    place: tuple[str, str | None],
    traits: dict[str, bool],
) -> None:
    places = {
        "project": project,
        "archived_project": archived_project,
        "sprint": sprint,
        "next_sprint": next_sprint,
        None: None,
    }
    await TaskFactory.create_async(session, project=places[place[0]], sprint=places[place[1]], **traits)

    response = await client.patch(
        f"{url}/{full_task.id}", headers=member_headers, json={"version": 1, "status": "active"}
    )

    assert response.status_code == 200
    assert response.json() == described(full_task) | {"status": "active", "version": 2}


async def test_update_task_active_without_sprint_beside_another_becomes_active(
    client: AsyncClient, session: AsyncSession, project: Project, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    await TaskFactory.create_async(session, project=project, active=True)

    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"version": 1, "status": "active"})

    assert response.status_code == 200
    assert response.json() == described(task) | {"status": "active", "version": 2}


async def test_update_task_in_archived_project_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    archived_project: Project,
    url: str,
    owner_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=archived_project)
    before = described(task)

    response = await client.patch(f"{url}/{task.id}", headers=owner_headers, json={"version": 1, "title": "Renamed"})

    await session.refresh(task)
    assert response.status_code == 409
    assert response.json() == ARCHIVED
    assert described(task) == before


async def test_update_task_unknown_id_answers_not_found(
    client: AsyncClient, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.patch(f"{url}/{UUID(int=1)}", headers=member_headers, json={"version": 1})

    assert response.status_code == 404
    assert response.json() == NO_TASK


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("project_id", str(UUID(int=1)), EXTRA, id="field-that-is-not-ours"),
        pytest.param("status", None, "Input should be 'todo', 'active' or 'done'", id="status-null"),
    ],
)
async def test_update_task_field_of_the_wrong_form_is_refused_and_nothing_changes(
    client: AsyncClient,
    session: AsyncSession,
    task: Task,
    url: str,
    member_headers: dict[str, str],
    field: str,
    value: str | None,
    message: str,
) -> None:
    before = described(task)

    response = await client.patch(
        f"{url}/{task.id}", headers=member_headers, json={"version": 1, "title": "Renamed", field: value}
    )

    await session.refresh(task)
    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert described(task) == before


async def test_update_task_without_version_is_refused(
    client: AsyncClient, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.patch(f"{url}/{task.id}", headers=member_headers, json={"title": "Renamed"})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "version"], "Field required"))
