"""Creating tasks: POST /workspaces/{id}/tasks."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Task
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.tasks.answers import (
    ARCHIVED,
    FAR_AWAY,
    NO_MEMBER,
    NO_PROJECT,
    NO_SPRINT,
    PAST,
    described,
)


async def read_task(session: AsyncSession) -> Task:
    """Return the one task that there is."""
    return (await session.scalars(select(Task))).one()


async def count_tasks(session: AsyncSession) -> int | None:
    """Return how many tasks there are."""
    return await session.scalar(select(func.count()).select_from(Task))


async def test_create_task_project_and_title_alone_is_to_be_done_by_nobody(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
) -> None:
    body = {"project_id": str(project.id), "title": " Pay by card "}

    response = await client.post(url, headers=member_headers, json=body)

    stored = await read_task(session)
    assert response.status_code == 201
    assert response.json() == {
        "id": str(stored.id),
        "workspace_id": str(project.workspace_id),
        "project_id": str(project.id),
        "sprint_id": None,
        "title": "Pay by card",
        "description": "",
        "status": "todo",
        "assignee_id": None,
        "due_at": None,
        "story_points": None,
        "created_at": "2026-03-18T12:00:00Z",
        "completed_at": None,
        "version": 1,
    }
    assert described(stored) == response.json()


async def test_create_task_every_field_is_kept(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    owner: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    given = {
        "project_id": str(project.id),
        "sprint_id": str(sprint.id),
        "title": "Pay by card",
        "description": " With a receipt.\n",
        "assignee_id": str(owner.id),
        "due_at": "2026-03-20T09:30:00.123456Z",
        "story_points": 13,
    }

    response = await client.post(url, headers=member_headers, json=given)

    stored = await read_task(session)
    assert response.status_code == 201
    assert response.json() == described(stored)
    assert described(stored) == described(stored) | given


@pytest.mark.parametrize(
    ("raw_score", "story_points"),
    [
        pytest.param(0, 0, id="zero"),
        pytest.param(0.49, 0, id="below-a-middle"),
        pytest.param(0.5, 1, id="in-the-middle"),
        pytest.param(29.99, 20, id="below-a-wide-middle"),
        pytest.param(30, 40, id="in-a-wide-middle"),
        pytest.param(37, 40, id="nearest-above"),
        pytest.param(1e308, 100, id="beyond-the-scale"),
        pytest.param(None, None, id="no-estimate"),
    ],
)
async def test_create_task_raw_score_keeps_the_nearest_story_points(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    raw_score: float | None,
    story_points: int | None,
) -> None:
    body = {"project_id": str(project.id), "title": "Pay by card", "story_points": raw_score}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 201
    assert response.json()["story_points"] == story_points
    assert (await read_task(session)).story_points == story_points


@pytest.mark.parametrize(
    ("due_at", "moment"),
    [
        pytest.param("2026-03-18T12:00:00Z", NOON, id="now"),
        pytest.param("2026-03-18T14:00:00+02:00", NOON, id="now-in-another-zone"),
        pytest.param("2026-03-18T06:30:00-05:30", NOON, id="now-in-a-zone-of-half-hours"),
        pytest.param("2026-03-18T12:00:00.000001Z", NOON + timedelta(microseconds=1), id="after-now"),
        pytest.param("2026-03-18T00:00:01-12:00", NOON + timedelta(seconds=1), id="after-now-on-an-earlier-clock"),
        pytest.param("9999-12-31T23:59:59.999999Z", datetime.max.replace(tzinfo=NOON.tzinfo), id="end-of-the-calendar"),
    ],
)
async def test_create_task_due_now_or_later_in_any_zone_keeps_the_moment(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    due_at: str,
    moment: datetime,
) -> None:
    body = {"project_id": str(project.id), "title": "Pay by card", "due_at": due_at}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 201
    assert response.json()["due_at"] == moment.isoformat().replace("+00:00", "Z")
    assert (await read_task(session)).due_at == moment


@pytest.mark.parametrize(
    ("due_at", "message"),
    [
        pytest.param("2026-03-18T11:59:59.999999Z", PAST, id="just-before-now"),
        pytest.param("2026-03-18T13:59:59+02:00", PAST, id="before-now-on-a-later-clock"),
        pytest.param("0001-01-01T00:00:00Z", PAST, id="beginning-of-the-calendar"),
        pytest.param("0001-01-01T00:00:00+01:00", FAR_AWAY, id="before-the-calendar"),
        pytest.param("9999-12-31T23:59:59-01:00", FAR_AWAY, id="after-the-calendar"),
        pytest.param("2099-01-01T00:00:00", "Input should have timezone info", id="without-a-zone"),
        pytest.param(
            "2099-02-29T00:00:00Z",
            "Input should be a valid datetime or date, day value is outside expected range",
            id="no-such-day",
        ),
    ],
)
async def test_create_task_due_at_a_moment_that_cannot_be_is_refused(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    due_at: str,
    message: str,
) -> None:
    body = {"project_id": str(project.id), "title": "Pay by card", "due_at": due_at}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", "due_at"], message))
    assert await count_tasks(session) == 0


async def test_create_task_in_archived_project_answers_conflict(
    client: AsyncClient,
    session: AsyncSession,
    archived_project: Project,
    url: str,
    member_headers: dict[str, str],
) -> None:
    body = {"project_id": str(archived_project.id), "title": "Pay by card"}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 409
    assert response.json() == ARCHIVED
    assert await count_tasks(session) == 0


async def test_create_task_in_unarchived_project_is_created(
    client: AsyncClient,
    archived_project: Project,
    url: str,
    member_headers: dict[str, str],
    workspace_admin_headers: dict[str, str],
) -> None:
    unarchive = f"/workspaces/{archived_project.workspace_id}/projects/{archived_project.id}/unarchive"
    await client.post(unarchive, headers=workspace_admin_headers)

    response = await client.post(
        url, headers=member_headers, json={"project_id": str(archived_project.id), "title": "Pay by card"}
    )

    assert response.status_code == 201


@pytest.mark.parametrize(
    ("field", "message"),
    [
        pytest.param("project_id", NO_PROJECT, id="project"),
        pytest.param("sprint_id", NO_SPRINT, id="sprint"),
        pytest.param("assignee_id", NO_MEMBER, id="assignee"),
    ],
)
async def test_create_task_reference_to_nothing_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    field: str,
    message: str,
) -> None:
    body = {"project_id": str(project.id), "title": "Pay by card"} | {field: str(UUID(int=1))}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert await count_tasks(session) == 0


@pytest.mark.parametrize(
    ("field", "what", "message"),
    [
        pytest.param("project_id", "other_project", NO_PROJECT, id="project"),
        pytest.param("sprint_id", "other_sprint", NO_SPRINT, id="sprint"),
        pytest.param("assignee_id", "other_owner", NO_MEMBER, id="assignee"),
        pytest.param("assignee_id", "stranger", NO_MEMBER, id="assignee-without-workspace"),
        pytest.param("assignee_id", "inactive_member", NO_MEMBER, id="assignee-without-account"),
    ],
)
async def test_create_task_reference_beyond_the_workspace_is_refused_like_one_to_nothing(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    other_project: Project,
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
    foreign = str(request.getfixturevalue(what).id)
    body = {"project_id": str(project.id), "title": "Pay by card"} | {field: foreign}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert await count_tasks(session) == 0


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("status", "done", EXTRA, id="field-that-is-not-ours"),
        pytest.param("title", "", "String should have at least 1 character", id="title-empty"),
        pytest.param("story_points", -0.01, "Input should be greater than or equal to 0", id="negative-score"),
    ],
)
async def test_create_task_field_of_the_wrong_form_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    field: str,
    value: Any,
    message: str,
) -> None:
    body = {"project_id": str(project.id), "title": "Pay by card"} | {field: value}

    response = await client.post(url, headers=member_headers, json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert await count_tasks(session) == 0


@pytest.mark.parametrize(
    ("score", "message"),
    [
        pytest.param("NaN", "Input should be a finite number", id="nan"),
        pytest.param("9" * 400, "Input should be a valid number", id="too-many-digits"),
    ],
)
async def test_create_task_score_that_is_no_finite_number_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    score: str,
    message: str,
) -> None:
    body = f'{{"project_id": "{project.id}", "title": "Pay by card", "story_points": {score}}}'

    response = await client.post(url, headers=member_headers | {"Content-Type": "application/json"}, content=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", "story_points"], message))
    assert await count_tasks(session) == 0
