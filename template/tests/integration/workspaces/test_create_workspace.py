"""Creating workspaces: POST /workspaces."""

from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.workspaces.models import Membership, Role, Workspace
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import EXTRA, NOT_AUTHENTICATED, invalid
from tests.integration.workspaces.answers import described


async def test_create_workspace_any_user_answers_it(
    clock: Traveller, client: AsyncClient, session: AsyncSession, stranger_headers: dict[str, str]
) -> None:
    response = await client.post("/workspaces", headers=stranger_headers, json={"name": "  Analytical Engines "})

    stored = (await session.scalars(select(Workspace))).one()
    assert (stored.name, stored.created_at) == ("Analytical Engines", NOON)
    assert (response.status_code, response.json()) == (201, described(stored))


async def test_create_workspace_any_user_becomes_its_owner_and_only_member(
    clock: Traveller, client: AsyncClient, session: AsyncSession, stranger: User, stranger_headers: dict[str, str]
) -> None:
    response = await client.post("/workspaces", headers=stranger_headers, json={"name": "Analytical Engines"})

    membership = (await session.scalars(select(Membership))).one()
    assert (membership.workspace_id, membership.user_id) == (UUID(response.json()["id"]), stranger.id)
    assert (membership.role, membership.created_at) == (Role.OWNER, NOON)


async def test_create_workspace_name_of_another_is_allowed(
    client: AsyncClient, other_workspace: Workspace, stranger_headers: dict[str, str]
) -> None:
    response = await client.post("/workspaces", headers=stranger_headers, json={"name": other_workspace.name})

    assert response.status_code == 201


async def test_create_workspace_anonymous_is_refused(client: AsyncClient) -> None:
    response = await client.post("/workspaces", json={"name": "Analytical Engines"})

    assert (response.status_code, response.json()) == (401, NOT_AUTHENTICATED)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param({}, (["body", "name"], "Field required"), id="missing"),
        pytest.param({"name": " "}, (["body", "name"], "String should have at least 1 character"), id="blank"),
        pytest.param({"name": "Ada", "id": 1}, (["body", "id"], EXTRA), id="extra"),
    ],
)
async def test_create_workspace_invalid_body_is_refused(
    client: AsyncClient,
    stranger_headers: dict[str, str],
    body: dict[str, object],
    error: tuple[list[str | int], str],
) -> None:
    response = await client.post("/workspaces", headers=stranger_headers, json=body)

    assert (response.status_code, response.json()) == (422, invalid(error))
