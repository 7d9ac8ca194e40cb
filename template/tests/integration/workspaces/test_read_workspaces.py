"""Reading workspaces: GET /workspaces and GET /workspaces/{id}."""

from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.models import Workspace
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from tests.fixtures.clock import NOON
from tests.integration.workspaces.answers import NO_WORKSPACE, described


@pytest.fixture
async def own_workspaces(session: AsyncSession, member: User, workspace: Workspace) -> list[Workspace]:
    """Return the workspaces that the member belongs to, oldest first; the last two began in the same moment."""
    workspace.created_at = NOON - timedelta(days=1)
    same_moment = sorted(WorkspaceFactory.build_batch(2, created_at=NOON), key=lambda found: found.id)
    session.add_all([MembershipFactory.build(workspace=found, user=member) for found in reversed(same_moment)])
    await session.commit()
    return [workspace, *same_moment]


async def test_list_workspaces_any_answers_those_that_one_belongs_to_oldest_first(
    client: AsyncClient, own_workspaces: list[Workspace], other_owner: User, member_headers: dict[str, str]
) -> None:
    response = await client.get("/workspaces", headers=member_headers)

    assert (response.status_code, response.json()) == (200, [described(found) for found in own_workspaces])
    assert response.headers["X-Total-Count"] == "3"


async def test_list_workspaces_page_answers_that_part_and_the_whole_count(
    client: AsyncClient, own_workspaces: list[Workspace], member_headers: dict[str, str]
) -> None:
    response = await client.get("/workspaces", headers=member_headers, params={"skip": 1, "limit": 1})

    assert response.json() == [described(own_workspaces[1])]
    assert response.headers["X-Total-Count"] == "3"


async def test_list_workspaces_stranger_answers_none(
    client: AsyncClient, own_workspaces: list[Workspace], stranger_headers: dict[str, str]
) -> None:
    response = await client.get("/workspaces", headers=stranger_headers)

    assert (response.status_code, response.json()) == (200, [])
    assert response.headers["X-Total-Count"] == "0"


async def test_list_workspaces_admin_of_the_service_answers_none(
    client: AsyncClient, own_workspaces: list[Workspace], admin_headers: dict[str, str]
) -> None:
    response = await client.get("/workspaces", headers=admin_headers)

    assert (response.status_code, response.json()) == (200, [])


async def test_read_workspace_member_answers_it(
    client: AsyncClient, url: str, workspace: Workspace, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers)

    assert (response.status_code, response.json()) == (200, described(workspace))


async def test_read_workspace_admin_of_the_service_is_a_stranger(
    client: AsyncClient, url: str, admin_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=admin_headers)

    assert (response.status_code, response.json()) == (404, NO_WORKSPACE)


async def test_read_workspace_owner_of_another_is_a_stranger(
    client: AsyncClient, url: str, other_owner_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=other_owner_headers)

    assert (response.status_code, response.json()) == (404, NO_WORKSPACE)


async def test_list_workspaces_more_of_them_takes_no_more_queries(
    client: AsyncClient, own_workspaces: list[Workspace], member_headers: dict[str, str], statements: list[str]
) -> None:
    statements.clear()

    await client.get("/workspaces", headers=member_headers)

    assert len(statements) == 3
