"""Reading the members: GET /workspaces/{id}/members."""

from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.models import Membership, Workspace
from tests.factories.workspaces import MembershipFactory
from tests.fixtures.clock import NOON
from tests.integration.workspaces.answers import described_member


@pytest.fixture
async def members(session: AsyncSession, workspace: Workspace, member: User, other_owner: User) -> list[Membership]:
    """Return the members, oldest first; the last two joined in the same moment."""
    first = await session.get_one(Membership, (workspace.id, member.id))
    await session.refresh(first, ["user"])
    first.created_at = NOON - timedelta(days=2)
    owner = MembershipFactory.build(workspace=workspace, created_at=NOON - timedelta(days=1), owner=True)
    same_moment = MembershipFactory.build_batch(2, workspace=workspace, created_at=NOON, admin=True)
    session.add_all([*reversed(same_moment), owner])
    await session.commit()
    return [first, owner, *sorted(same_moment, key=lambda membership: membership.user_id)]


async def test_list_members_any_answers_all_oldest_first(
    client: AsyncClient, url: str, members: list[Membership], member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/members", headers=member_headers)

    assert (response.status_code, response.json()) == (200, [described_member(found) for found in members])
    assert response.headers["X-Total-Count"] == "4"


async def test_list_members_page_answers_that_part_and_the_whole_count(
    client: AsyncClient, url: str, members: list[Membership], member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/members", headers=member_headers, params={"skip": 2, "limit": 1})

    assert response.json() == [described_member(members[2])]
    assert response.headers["X-Total-Count"] == "4"


async def test_list_members_more_of_them_takes_no_more_queries(
    client: AsyncClient, url: str, members: list[Membership], member_headers: dict[str, str], statements: list[str]
) -> None:
    statements.clear()

    await client.get(f"{url}/members", headers=member_headers)

    assert len(statements) == 4
