"""Changing sprints: PATCH /workspaces/{id}/sprints/{id}."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.sprints.models import Sprint
from app.workspaces.models import Workspace
from tests.factories.sprints import SprintFactory
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.sprints.answers import ADMINS_ONLY, ENDS_TOO_EARLY, NO_SPRINT, described


@pytest.fixture
async def sprint(session: AsyncSession, workspace: Workspace) -> Sprint:
    """Return a sprint from the 16th to the 29th of March."""
    return await SprintFactory.create_async(
        session, workspace=workspace, starts_on=date(2026, 3, 16), ends_on=date(2026, 3, 29)
    )


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        pytest.param({"name": " Last one "}, {"name": "Last one"}, id="name"),
        pytest.param({"starts_on": "2026-03-17"}, {"starts_on": "2026-03-17"}, id="start"),
        pytest.param({"starts_on": "2026-03-29"}, {"starts_on": "2026-03-29"}, id="start-on-the-last-day"),
        pytest.param({"ends_on": "2026-03-16"}, {"ends_on": "2026-03-16"}, id="end-on-the-first-day"),
        pytest.param(
            {"starts_on": "2026-04-01", "ends_on": "2026-04-14"},
            {"starts_on": "2026-04-01", "ends_on": "2026-04-14"},
            id="both-beyond-the-former-end",
        ),
        pytest.param({}, {}, id="nothing"),
    ],
)
async def test_update_sprint_as_admin_changes_what_is_given_and_no_more(
    client: AsyncClient,
    session: AsyncSession,
    sprint: Sprint,
    url: str,
    workspace_admin_headers: dict[str, str],
    changes: dict[str, str],
    stored: dict[str, str],
) -> None:
    before = described(sprint)

    response = await client.patch(f"{url}/{sprint.id}", headers=workspace_admin_headers, json=changes)

    await session.refresh(sprint)
    assert response.status_code == 200
    assert response.json() == before | stored
    assert described(sprint) == before | stored


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"starts_on": "2026-03-30"}, "ends_on", ENDS_TOO_EARLY, id="start-after-the-end"),
        pytest.param({"ends_on": "2026-03-15"}, "ends_on", ENDS_TOO_EARLY, id="end-before-the-start"),
        pytest.param(
            {"starts_on": "2026-04-02", "ends_on": "2026-04-01"}, "ends_on", ENDS_TOO_EARLY, id="both-in-wrong-order"
        ),
        pytest.param({"name": "x", "id": str(UUID(int=1))}, "id", EXTRA, id="id"),
        pytest.param({"name": None}, "name", "Input should be a valid string", id="name-null"),
    ],
)
async def test_update_sprint_value_that_cannot_be_is_refused_and_nothing_changes(
    client: AsyncClient,
    session: AsyncSession,
    sprint: Sprint,
    url: str,
    workspace_admin_headers: dict[str, str],
    changes: dict[str, Any],
    field: str,
    message: str,
) -> None:
    before = described(sprint)

    response = await client.patch(f"{url}/{sprint.id}", headers=workspace_admin_headers, json=changes)

    await session.refresh(sprint)
    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert described(sprint) == before


async def test_update_sprint_as_member_is_refused(
    client: AsyncClient, session: AsyncSession, sprint: Sprint, url: str, member_headers: dict[str, str]
) -> None:
    before = described(sprint)

    response = await client.patch(f"{url}/{sprint.id}", headers=member_headers, json={"name": "Mine"})

    await session.refresh(sprint)
    assert response.status_code == 403
    assert response.json() == ADMINS_ONLY
    assert described(sprint) == before


async def test_update_sprint_unknown_id_answers_not_found(
    client: AsyncClient, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.patch(f"{url}/{UUID(int=1)}", headers=workspace_admin_headers, json={"name": "Mine"})

    assert response.status_code == 404
    assert response.json() == NO_SPRINT
