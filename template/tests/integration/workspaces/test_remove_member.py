"""Leaving and being removed: DELETE /workspaces/{id}/members/{id}. What it does to tasks, see there."""

from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.models import Membership, Workspace
from tests.factories.workspaces import MembershipFactory
from tests.integration.workspaces.answers import ADMINS_ONLY, LAST_OWNER, NO_MEMBER, NO_WORKSPACE, OWNERS_ONLY


@pytest.fixture
async def second_admin(session: AsyncSession, workspace: Workspace) -> User:
    """Return one more admin of the workspace."""
    return (await MembershipFactory.create_async(session, workspace=workspace, admin=True)).user


@pytest.fixture
async def second_owner(session: AsyncSession, workspace: Workspace) -> User:
    """Return one more owner of the workspace."""
    return (await MembershipFactory.create_async(session, workspace=workspace, owner=True)).user


@pytest.fixture
def leaver(who: str, request: pytest.FixtureRequest) -> User:
    """Return whom a test removes."""
    user: User = request.getfixturevalue(who)
    return user


@pytest.fixture
def headers(by: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """Return headers of a request that somebody makes."""
    headers: dict[str, str] = request.getfixturevalue(f"{by}_headers")
    return headers


async def is_member(session: AsyncSession, workspace: Workspace, user: User) -> bool:
    """Say whether somebody belongs to a workspace now."""
    return await session.get(Membership, (workspace.id, user.id), populate_existing=True) is not None


@pytest.mark.parametrize(
    ("who", "by"),
    [
        ("member", "member"),
        ("workspace_admin", "workspace_admin"),
        ("owner", "owner"),
        ("member", "workspace_admin"),
        ("second_admin", "workspace_admin"),
        ("member", "owner"),
        ("workspace_admin", "owner"),
        ("second_owner", "owner"),
    ],
)
@pytest.mark.usefixtures("second_owner")
async def test_remove_member_by_somebody_who_may_removes_them(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    leaver: User,
    headers: dict[str, str],
) -> None:
    response = await client.delete(f"{url}/members/{leaver.id}", headers=headers)

    assert (response.status_code, response.content) == (204, b"")
    assert await is_member(session, workspace, leaver) is False


@pytest.mark.parametrize(
    ("who", "by", "status", "answer"),
    [
        ("workspace_admin", "member", 403, ADMINS_ONLY),
        ("owner", "member", 403, ADMINS_ONLY),
        ("owner", "workspace_admin", 403, OWNERS_ONLY),
        ("owner", "owner", 409, LAST_OWNER),
        ("member", "stranger", 404, NO_WORKSPACE),
        ("member", "other_owner", 404, NO_WORKSPACE),
    ],
)
async def test_remove_member_by_somebody_who_may_not_leaves_them(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    leaver: User,
    headers: dict[str, str],
    status: int,
    answer: dict[str, object],
) -> None:
    response = await client.delete(f"{url}/members/{leaver.id}", headers=headers)

    assert (response.status_code, response.json()) == (status, answer)
    assert await is_member(session, workspace, leaver) is True


async def test_remove_member_in_one_workspace_leaves_the_other(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    other_workspace: Workspace,
    member: User,
    member_headers: dict[str, str],
) -> None:
    await MembershipFactory.create_async(session, workspace=other_workspace, user=member)

    await client.delete(f"{url}/members/{member.id}", headers=member_headers)

    left = await session.scalars(select(Membership.workspace_id).where(Membership.user_id == member.id))
    assert left.all() == [other_workspace.id]


async def test_remove_member_then_request_is_of_a_stranger(
    client: AsyncClient, url: str, member: User, member_headers: dict[str, str]
) -> None:
    await client.delete(f"{url}/members/{member.id}", headers=member_headers)

    response = await client.get(url, headers=member_headers)

    assert (response.status_code, response.json()) == (404, NO_WORKSPACE)


async def test_remove_member_who_does_not_exist_is_refused(
    client: AsyncClient, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/members/{uuid4()}", headers=workspace_admin_headers)

    assert (response.status_code, response.json()) == (404, NO_MEMBER)


async def test_remove_member_of_another_workspace_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    other_workspace: Workspace,
    other_owner: User,
    owner_headers: dict[str, str],
) -> None:
    response = await client.delete(f"{url}/members/{other_owner.id}", headers=owner_headers)

    assert (response.status_code, response.json()) == (404, NO_MEMBER)
    assert await is_member(session, other_workspace, other_owner) is True
