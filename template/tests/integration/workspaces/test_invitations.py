"""Inviting people: POST, GET and DELETE /workspaces/{id}/invitations."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.accounts.tokens import digest
from app.workspaces.models import Invitation, Role, Workspace
from tests.factories.workspaces import InvitationFactory
from tests.fixtures.clock import NOON
from tests.fixtures.mail import Inbox
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.workspaces.answers import (
    IS_MEMBER,
    NO_INVITATION,
    OWNERS_INVITE_OWNERS,
    described_invitation,
)

ADA = "ada@example.com"


async def test_invite_somebody_answers_and_keeps_the_invitation(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    workspace_admin_headers: dict[str, str],
) -> None:
    response = await client.post(
        f"{url}/invitations", headers=workspace_admin_headers, json={"email": "Ada@Example.com", "role": "admin"}
    )

    stored = (await session.scalars(select(Invitation))).one()
    assert (stored.workspace_id, stored.email, stored.role) == (workspace.id, ADA, Role.ADMIN)
    assert (stored.created_at, stored.expires_at) == (NOON, NOON + timedelta(days=7))
    assert (response.status_code, response.json()) == (201, described_invitation(stored))


async def test_invite_somebody_without_a_role_is_for_a_member(
    client: AsyncClient, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.post(f"{url}/invitations", headers=workspace_admin_headers, json={"email": ADA})

    assert (response.status_code, response.json()["role"]) == (201, "member")


async def test_invite_somebody_mails_a_link_with_workspace_and_token(
    client: AsyncClient,
    session: AsyncSession,
    inbox: Inbox,
    url: str,
    workspace: Workspace,
    workspace_admin_headers: dict[str, str],
) -> None:
    await client.post(f"{url}/invitations", headers=workspace_admin_headers, json={"email": ADA})

    (mail,) = inbox.read()
    (link,) = [line for line in mail.get_content().splitlines() if line.startswith("http")]
    address, token = link.split("&token=")
    stored = (await session.scalars(select(Invitation.token_hash))).one()
    assert mail["To"] == ADA
    assert address == f"http://localhost:8000/invitation#workspace={workspace.id}"
    assert digest(token) == stored


async def test_invite_somebody_again_replaces_the_invitation(
    client: AsyncClient,
    session: AsyncSession,
    inbox: Inbox,
    url: str,
    workspace: Workspace,
    workspace_admin_headers: dict[str, str],
) -> None:
    first = await InvitationFactory.create_async(session, workspace=workspace, email=ADA, admin=True)
    replaced = first.id, first.token_hash

    response = await client.post(f"{url}/invitations", headers=workspace_admin_headers, json={"email": ADA})

    session.expunge_all()
    stored = (await session.scalars(select(Invitation))).one()
    assert response.status_code == 201
    assert (stored.id, stored.role) == (UUID(response.json()["id"]), Role.MEMBER)
    assert {stored.id, stored.token_hash}.isdisjoint(replaced)
    assert len(inbox.read()) == 1


async def test_invite_somebody_whom_another_workspace_invited_leaves_that(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    other_workspace: Workspace,
    workspace_admin_headers: dict[str, str],
) -> None:
    theirs = await InvitationFactory.create_async(session, workspace=other_workspace, email=ADA)

    response = await client.post(f"{url}/invitations", headers=workspace_admin_headers, json={"email": ADA})

    assert response.status_code == 201
    assert await session.scalar(select(Invitation.id).where(Invitation.workspace_id == other_workspace.id)) == theirs.id


async def test_invite_member_is_refused_and_mails_nothing(
    client: AsyncClient, inbox: Inbox, url: str, member: User, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.post(
        f"{url}/invitations", headers=workspace_admin_headers, json={"email": member.email.upper()}
    )

    assert (response.status_code, response.json()) == (409, IS_MEMBER)
    assert inbox.read() == []


async def test_invite_member_of_another_workspace_is_allowed(
    client: AsyncClient, url: str, other_owner: User, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.post(
        f"{url}/invitations", headers=workspace_admin_headers, json={"email": other_owner.email}
    )

    assert response.status_code == 201


async def test_invite_owner_by_an_admin_is_refused_and_mails_nothing(
    client: AsyncClient, inbox: Inbox, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.post(
        f"{url}/invitations", headers=workspace_admin_headers, json={"email": ADA, "role": "owner"}
    )

    assert (response.status_code, response.json()) == (403, OWNERS_INVITE_OWNERS)
    assert inbox.read() == []


async def test_invite_owner_by_an_owner_is_allowed(
    client: AsyncClient, url: str, owner_headers: dict[str, str]
) -> None:
    response = await client.post(f"{url}/invitations", headers=owner_headers, json={"email": ADA, "role": "owner"})

    assert (response.status_code, response.json()["role"]) == (201, "owner")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param({}, (["body", "email"], "Field required"), id="missing"),
        pytest.param(
            {"email": "ada"}, (["body", "email"], "Value error, This is not an e-mail address."), id="no-address"
        ),
        pytest.param({"email": ADA, "token": "mine"}, (["body", "token"], EXTRA), id="extra"),
    ],
)
async def test_invite_somebody_invalid_body_is_refused(
    client: AsyncClient,
    url: str,
    workspace_admin_headers: dict[str, str],
    body: dict[str, object],
    error: tuple[list[str | int], str],
) -> None:
    response = await client.post(f"{url}/invitations", headers=workspace_admin_headers, json=body)

    assert (response.status_code, response.json()) == (422, invalid(error))


async def test_list_invitations_any_answers_all_oldest_first_without_tokens(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace: Workspace,
    other_workspace: Workspace,
    workspace_admin_headers: dict[str, str],
) -> None:
    same_moment = await InvitationFactory.create_batch_async(session, 3, workspace=workspace, created_at=NOON)
    first = await InvitationFactory.create_async(session, workspace=workspace, created_at=NOON - timedelta(days=1))
    await InvitationFactory.create_async(session, workspace=other_workspace)

    response = await client.get(f"{url}/invitations", headers=workspace_admin_headers, params={"limit": 3})

    expected = [first, *sorted(same_moment, key=lambda invitation: invitation.id)]
    assert response.status_code == 200
    assert response.json() == [described_invitation(found) for found in expected[:3]]
    assert response.headers["X-Total-Count"] == "4"


async def test_withdraw_invitation_any_is_gone(
    client: AsyncClient, session: AsyncSession, url: str, workspace: Workspace, workspace_admin_headers: dict[str, str]
) -> None:
    withdrawn, stays = await InvitationFactory.create_batch_async(session, 2, workspace=workspace)

    response = await client.delete(f"{url}/invitations/{withdrawn.id}", headers=workspace_admin_headers)

    assert (response.status_code, response.content) == (204, b"")
    assert (await session.scalars(select(Invitation.id))).all() == [stays.id]


async def test_withdraw_invitation_of_another_workspace_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    other_workspace: Workspace,
    workspace_admin_headers: dict[str, str],
) -> None:
    theirs = await InvitationFactory.create_async(session, workspace=other_workspace)

    response = await client.delete(f"{url}/invitations/{theirs.id}", headers=workspace_admin_headers)

    assert (response.status_code, response.json()) == (404, NO_INVITATION)
    assert (await session.scalars(select(Invitation.id))).all() == [theirs.id]


async def test_withdraw_invitation_that_does_not_exist_is_refused(
    client: AsyncClient, url: str, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.delete(f"{url}/invitations/{uuid4()}", headers=workspace_admin_headers)

    assert (response.status_code, response.json()) == (404, NO_INVITATION)
