"""Creating sprints: POST /workspaces/{id}/sprints."""

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.sprints.models import Sprint
from app.workspaces.models import Workspace
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.sprints.answers import ADMINS_ONLY, ENDS_TOO_EARLY, described

SPRINT = {"name": "Sprint 1", "starts_on": "2026-03-16", "ends_on": "2026-03-29"}


@pytest.mark.parametrize("who", ["workspace_admin_headers", "owner_headers"])
async def test_create_sprint_as_admin_or_owner_keeps_what_was_given(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    workspace_admin_headers: dict[str, str],
    owner_headers: dict[str, str],
    url: str,
    who: str,
) -> None:
    response = await client.post(url, headers=request.getfixturevalue(who), json=SPRINT | {"name": " Sprint 1 "})

    stored = (await session.scalars(select(Sprint))).one()
    assert response.status_code == 201
    assert response.json() == {"id": str(stored.id), "workspace_id": str(workspace.id)} | SPRINT
    assert described(stored) == response.json()


async def test_create_sprint_as_member_is_refused(
    client: AsyncClient, session: AsyncSession, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=member_headers, json=SPRINT)

    assert response.status_code == 403
    assert response.json() == ADMINS_ONLY
    assert list(await session.scalars(select(Sprint))) == []


async def test_create_sprint_of_one_day_is_created(
    client: AsyncClient, session: AsyncSession, url: str, owner_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=owner_headers, json=SPRINT | {"ends_on": "2026-03-16"})

    stored = (await session.scalars(select(Sprint))).one()
    assert response.status_code == 201
    assert response.json() == described(stored)


async def test_create_sprint_ends_the_day_before_it_starts_is_refused(
    client: AsyncClient, session: AsyncSession, url: str, owner_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=owner_headers, json=SPRINT | {"ends_on": "2026-03-15"})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "ends_on"], ENDS_TOO_EARLY))
    assert list(await session.scalars(select(Sprint))) == []


async def test_create_sprint_same_name_and_days_twice_creates_two(
    client: AsyncClient, session: AsyncSession, url: str, owner_headers: dict[str, str]
) -> None:
    first = await client.post(url, headers=owner_headers, json=SPRINT)

    second = await client.post(url, headers=owner_headers, json=SPRINT)

    assert second.status_code == 201
    assert {str(id_) for id_ in await session.scalars(select(Sprint.id))} == {first.json()["id"], second.json()["id"]}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("workspace_id", None, EXTRA, id="field-that-is-not-ours"),
        pytest.param("starts_on", None, "Input should be a valid date", id="no-start"),
    ],
)
async def test_create_sprint_field_of_the_wrong_form_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    owner_headers: dict[str, str],
    field: str,
    value: None,
    message: str,
) -> None:
    response = await client.post(url, headers=owner_headers, json=SPRINT | {field: value})

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert list(await session.scalars(select(Sprint))) == []
