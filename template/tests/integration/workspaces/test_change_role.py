"""Changing what members may do: PATCH /workspaces/{id}/members/{id}."""

from uuid import uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.models import Membership, Role, Workspace
from tests.factories.workspaces import MembershipFactory
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.workspaces.answers import LAST_OWNER, NO_MEMBER, described_member


@pytest.mark.parametrize("role", Role)
async def test_change_role_of_a_member_answers_and_keeps_it(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    member: User,
    owner_headers: dict[str, str],
    role: Role,
) -> None:
    response = await client.patch(f"{url}/members/{member.id}", headers=owner_headers, json={"role": role})

    membership = await session.get_one(Membership, (workspace.id, member.id))
    await session.refresh(membership, ["role", "user"])
    assert membership.role is role
    assert (response.status_code, response.json()) == (200, described_member(membership))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MEMBER])
async def test_change_role_last_owner_steps_down_is_refused(
    client: AsyncClient, url: str, owner: User, workspace_admin: User, owner_headers: dict[str, str], role: Role
) -> None:
    response = await client.patch(f"{url}/members/{owner.id}", headers=owner_headers, json={"role": role})

    assert (response.status_code, response.json()) == (409, LAST_OWNER)


async def test_change_role_last_owner_stays_owner_is_allowed(
    client: AsyncClient, url: str, owner: User, owner_headers: dict[str, str]
) -> None:
    response = await client.patch(f"{url}/members/{owner.id}", headers=owner_headers, json={"role": "owner"})

    assert (response.status_code, response.json()["role"]) == (200, "owner")


async def test_change_role_one_of_two_owners_steps_down_is_allowed(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    owner: User,
    owner_headers: dict[str, str],
) -> None:
    await MembershipFactory.create_async(session, workspace=workspace, owner=True)

    response = await client.patch(f"{url}/members/{owner.id}", headers=owner_headers, json={"role": "member"})

    assert (response.status_code, response.json()["role"]) == (200, "member")


async def test_change_role_owner_of_another_workspace_does_not_count_as_owner(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    other_workspace: Workspace,
    owner: User,
    owner_headers: dict[str, str],
) -> None:
    await MembershipFactory.create_batch_async(session, 2, workspace=other_workspace, owner=True)

    response = await client.patch(f"{url}/members/{owner.id}", headers=owner_headers, json={"role": "member"})

    assert (response.status_code, response.json()) == (409, LAST_OWNER)


async def test_change_role_in_one_workspace_leaves_the_other(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    other_workspace: Workspace,
    member: User,
    owner_headers: dict[str, str],
) -> None:
    elsewhere = await MembershipFactory.create_async(session, workspace=other_workspace, user=member)

    await client.patch(f"{url}/members/{member.id}", headers=owner_headers, json={"role": "owner"})

    await session.refresh(elsewhere, ["role"])
    assert elsewhere.role is Role.MEMBER


async def test_change_role_of_somebody_who_does_not_exist_is_refused(
    client: AsyncClient, url: str, owner_headers: dict[str, str]
) -> None:
    response = await client.patch(f"{url}/members/{uuid4()}", headers=owner_headers, json={"role": "member"})

    assert (response.status_code, response.json()) == (404, NO_MEMBER)


async def test_change_role_of_somebody_in_another_workspace_is_refused(
    client: AsyncClient, url: str, owner_headers: dict[str, str], other_owner: User
) -> None:
    response = await client.patch(f"{url}/members/{other_owner.id}", headers=owner_headers, json={"role": "member"})

    assert (response.status_code, response.json()) == (404, NO_MEMBER)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param({}, (["body", "role"], "Field required"), id="missing"),
        pytest.param({"role": "god"}, (["body", "role"], "Input should be 'owner', 'admin' or 'member'"), id="unknown"),
        pytest.param({"role": "admin", "user_id": "1"}, (["body", "user_id"], EXTRA), id="extra"),
    ],
)
async def test_change_role_invalid_body_is_refused(
    client: AsyncClient,
    url: str,
    member: User,
    owner_headers: dict[str, str],
    body: dict[str, object],
    error: tuple[list[str | int], str],
) -> None:
    response = await client.patch(f"{url}/members/{member.id}", headers=owner_headers, json=body)

    assert (response.status_code, response.json()) == (422, invalid(error))
