"""Accepting invitations: POST /workspaces/{id}/invitations/accept."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.accounts.settings import AccountsSettings
from app.workspaces.models import Invitation, Membership, Role, Workspace
from tests.factories.workspaces import InvitationFactory
from tests.fixtures.clock import NOON
from tests.fixtures.workspaces import log_in
from tests.integration.accounts.answers import EXTRA, NOT_AUTHENTICATED, invalid
from tests.integration.workspaces.answers import BAD_INVITATION, IS_MEMBER, described_member

MAILED = {"token": "mailed"}


@pytest.fixture
async def invitation(session: AsyncSession, workspace: Workspace, stranger: User) -> Invitation:
    """Return the invitation of the stranger."""
    return await InvitationFactory.create_async(session, workspace=workspace, email=stranger.email, token="mailed")


@pytest.mark.parametrize("role", Role)
async def test_accept_invitation_mailed_to_oneself_makes_one_a_member_in_its_role(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    invitation: Invitation,
    stranger: User,
    stranger_headers: dict[str, str],
    role: Role,
) -> None:
    invitation.role = role
    await session.commit()

    response = await client.post(f"{url}/invitations/accept", headers=stranger_headers, json=MAILED)

    stored = (await session.scalars(select(Membership).where(Membership.user_id == stranger.id))).one()
    stored.user = stranger
    assert (stored.workspace_id, stored.role, stored.created_at) == (workspace.id, role, NOON)
    assert (response.status_code, response.json()) == (201, described_member(stored))


async def test_accept_invitation_once_lets_one_in_and_uses_it_up(
    client: AsyncClient, session: AsyncSession, url: str, invitation: Invitation, stranger_headers: dict[str, str]
) -> None:
    await client.post(f"{url}/invitations/accept", headers=stranger_headers, json=MAILED)

    response = await client.get(url, headers=stranger_headers)

    assert response.status_code == 200
    assert (await session.scalars(select(Invitation.id))).all() == []


async def test_accept_invitation_twice_is_refused(
    client: AsyncClient, url: str, invitation: Invitation, stranger_headers: dict[str, str]
) -> None:
    await client.post(f"{url}/invitations/accept", headers=stranger_headers, json=MAILED)

    response = await client.post(f"{url}/invitations/accept", headers=stranger_headers, json=MAILED)

    assert (response.status_code, response.json()) == (400, BAD_INVITATION)


async def test_accept_invitation_just_before_its_end_is_allowed(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    invitation: Invitation,
    stranger: User,
    accounts_settings: AccountsSettings,
) -> None:
    clock.move_to(NOON + timedelta(days=7, microseconds=-1))
    headers = await log_in(session, stranger, accounts_settings)

    response = await client.post(f"{url}/invitations/accept", headers=headers, json=MAILED)

    assert response.status_code == 201


async def test_accept_invitation_at_its_end_is_refused(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    invitation: Invitation,
    stranger: User,
    accounts_settings: AccountsSettings,
) -> None:
    clock.move_to(NOON + timedelta(days=7))
    headers = await log_in(session, stranger, accounts_settings)

    response = await client.post(f"{url}/invitations/accept", headers=headers, json=MAILED)

    assert (response.status_code, response.json()) == (400, BAD_INVITATION)


async def test_accept_invitation_of_somebody_else_is_refused_and_leaves_it(
    client: AsyncClient, session: AsyncSession, url: str, invitation: Invitation, other_owner_headers: dict[str, str]
) -> None:
    response = await client.post(f"{url}/invitations/accept", headers=other_owner_headers, json=MAILED)

    assert (response.status_code, response.json()) == (400, BAD_INVITATION)
    assert (await session.scalars(select(Invitation.id))).all() == [invitation.id]


async def test_accept_invitation_into_another_workspace_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    other_workspace: Workspace,
    invitation: Invitation,
    stranger: User,
    stranger_headers: dict[str, str],
) -> None:
    response = await client.post(
        f"/workspaces/{other_workspace.id}/invitations/accept", headers=stranger_headers, json=MAILED
    )

    assert (response.status_code, response.json()) == (400, BAD_INVITATION)
    assert (await session.scalars(select(Membership).where(Membership.user_id == stranger.id))).all() == []


@pytest.mark.parametrize("workspace_id", [uuid4(), UUID(int=0)], ids=["random", "nil"])
async def test_accept_invitation_into_no_workspace_is_refused(
    client: AsyncClient, invitation: Invitation, stranger_headers: dict[str, str], workspace_id: UUID
) -> None:
    response = await client.post(
        f"/workspaces/{workspace_id}/invitations/accept", headers=stranger_headers, json=MAILED
    )

    assert (response.status_code, response.json()) == (400, BAD_INVITATION)


async def test_accept_invitation_with_an_unknown_token_is_refused(
    client: AsyncClient, url: str, invitation: Invitation, stranger_headers: dict[str, str]
) -> None:
    response = await client.post(f"{url}/invitations/accept", headers=stranger_headers, json={"token": "guessed"})

    assert (response.status_code, response.json()) == (400, BAD_INVITATION)


async def test_accept_invitation_of_a_member_is_refused_and_leaves_their_role(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    member: User,
    member_headers: dict[str, str],
) -> None:
    # They took the address after it was invited.
    await InvitationFactory.create_async(session, workspace=workspace, email=member.email, token="mailed", admin=True)

    response = await client.post(f"{url}/invitations/accept", headers=member_headers, json=MAILED)

    membership = await session.get_one(Membership, (workspace.id, member.id), populate_existing=True)
    assert (response.status_code, response.json()) == (409, IS_MEMBER)
    assert membership.role is Role.MEMBER


async def test_accept_invitation_anonymous_is_refused(client: AsyncClient, url: str, invitation: Invitation) -> None:
    response = await client.post(f"{url}/invitations/accept", json=MAILED)

    assert (response.status_code, response.json()) == (401, NOT_AUTHENTICATED)


async def test_accept_invitation_asking_for_a_role_is_refused(
    client: AsyncClient, url: str, invitation: Invitation, stranger_headers: dict[str, str]
) -> None:
    response = await client.post(
        f"{url}/invitations/accept", headers=stranger_headers, json={"token": "mailed", "role": "owner"}
    )

    assert (response.status_code, response.json()) == (422, invalid((["body", "role"], EXTRA)))
