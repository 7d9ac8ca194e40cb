"""Two clients at once, on connections of their own and with commits that are final."""

import asyncio
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import delete, select, update

from app.accounts.settings import AccountsSettings
from app.workspaces.models import Invitation, Membership, Role, Workspace
from tests.factories.accounts import LoginSessionFactory
from tests.factories.workspaces import InvitationFactory, MembershipFactory, WorkspaceFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.clock import NOON
from tests.fixtures.commits import APPROACH_SECONDS, Sessions, send_together
from tests.integration.workspaces.answers import NO_WORKSPACE

TOUCH_MEMBERS = update(Membership).values(created_at=NOON)
TOUCH_WORKSPACE = update(Workspace).values(created_at=NOON)


@pytest.fixture
async def owners(committed_sessions: Sessions) -> list[Membership]:
    """Return the two owners of a workspace."""
    async with committed_sessions() as db:
        workspace = await WorkspaceFactory.create_async(db)
        return await MembershipFactory.create_batch_async(db, 2, workspace=workspace, owner=True)


@pytest.fixture
async def headers(
    committed_sessions: Sessions, owners: list[Membership], accounts_settings: AccountsSettings
) -> list[dict[str, str]]:
    """Return headers of requests that the two make."""
    async with committed_sessions() as db:
        logins = [LoginSessionFactory.build(user=owner.user) for owner in owners]
        db.add_all(logins)
        await db.commit()
    return [headers_for(login, accounts_settings) for login in logins]


@pytest.fixture
def url(owners: list[Membership]) -> str:
    """Return where the workspace is."""
    return f"/workspaces/{owners[0].workspace_id}"


async def count_owners(sessions: Sessions) -> int:
    """Return how many owners there are now."""
    async with sessions() as db:
        return len((await db.scalars(select(Membership.user_id).where(Membership.role == Role.OWNER))).all())


async def test_step_down_both_owners_at_once_lets_one_through(
    committing_client: AsyncClient,
    committed_sessions: Sessions,
    url: str,
    owners: list[Membership],
    headers: list[dict[str, str]],
) -> None:
    responses = await send_together(
        committed_sessions,
        TOUCH_MEMBERS,
        [
            committing_client.patch(f"{url}/members/{owner.user_id}", headers=own, json={"role": "member"})
            for owner, own in zip(owners, headers, strict=True)
        ],
    )

    assert sorted(response.status_code for response in responses) == [200, 409]
    assert await count_owners(committed_sessions) == 1


async def test_demote_each_other_both_owners_at_once_lets_one_through(
    committing_client: AsyncClient,
    committed_sessions: Sessions,
    url: str,
    owners: list[Membership],
    headers: list[dict[str, str]],
) -> None:
    responses = await send_together(
        committed_sessions,
        TOUCH_MEMBERS,
        [
            committing_client.patch(f"{url}/members/{other.user_id}", headers=own, json={"role": "admin"})
            for other, own in zip(reversed(owners), headers, strict=True)
        ],
    )

    assert await count_owners(committed_sessions) == 1
    assert 200 in {response.status_code for response in responses}


async def test_leave_both_owners_at_once_lets_one_through(
    committing_client: AsyncClient,
    committed_sessions: Sessions,
    url: str,
    owners: list[Membership],
    headers: list[dict[str, str]],
) -> None:
    responses = await send_together(
        committed_sessions,
        TOUCH_MEMBERS,
        [
            committing_client.delete(f"{url}/members/{owner.user_id}", headers=own)
            for owner, own in zip(owners, headers, strict=True)
        ],
    )

    assert sorted(response.status_code for response in responses) == [204, 409]
    assert await count_owners(committed_sessions) == 1


async def test_remove_one_member_from_two_clients_lets_one_through(
    committing_client: AsyncClient,
    committed_sessions: Sessions,
    url: str,
    owners: list[Membership],
    headers: list[dict[str, str]],
) -> None:
    async with committed_sessions() as db:
        member = await MembershipFactory.create_async(db, workspace=await db.get_one(Workspace, owners[0].workspace_id))

    responses = await send_together(
        committed_sessions,
        TOUCH_MEMBERS,
        [committing_client.delete(f"{url}/members/{member.user_id}", headers=own) for own in headers],
    )

    assert sorted(response.status_code for response in responses) == [204, 404]


async def test_invite_one_address_from_two_clients_leaves_one_invitation(
    committing_client: AsyncClient, committed_sessions: Sessions, url: str, headers: list[dict[str, str]]
) -> None:
    responses = await send_together(
        committed_sessions,
        TOUCH_WORKSPACE,
        [
            committing_client.post(f"{url}/invitations", headers=own, json={"email": "ada@example.com"})
            for own in headers
        ],
    )

    async with committed_sessions() as db:
        stored = (await db.scalars(select(Invitation.email))).all()
    assert [response.status_code for response in responses] == [201, 201]
    assert stored == ["ada@example.com"]


async def test_accept_one_invitation_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions, accounts_settings: AccountsSettings
) -> None:
    async with committed_sessions() as db:
        login = await LoginSessionFactory.create_async(db)
        invitation = await InvitationFactory.create_async(db, email=login.user.email, token="mailed")

    responses = await send_together(
        committed_sessions,
        update(Invitation).values(created_at=NOON),
        [
            committing_client.post(
                f"/workspaces/{invitation.workspace_id}/invitations/accept",
                headers=headers_for(login, accounts_settings),
                json={"token": "mailed"},
            )
            for _ in range(2)
        ],
    )

    assert sorted(response.status_code for response in responses) == [201, 400]


async def test_delete_one_workspace_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions, url: str, headers: list[dict[str, str]]
) -> None:
    responses = await send_together(
        committed_sessions, TOUCH_WORKSPACE, [committing_client.delete(url, headers=own) for own in headers]
    )

    assert sorted(response.status_code for response in responses) == [204, 404]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("PATCH", "", {"name": "Analytical Engines"}, id="rename"),
        pytest.param("DELETE", "", None, id="delete"),
        pytest.param("POST", "/invitations", {"email": "ada@example.com"}, id="invite"),
        pytest.param("PATCH", "/members/{user_id}", {"role": "admin"}, id="change-role"),
        pytest.param("DELETE", "/members/{user_id}", None, id="leave"),
    ],
)
async def test_change_workspace_that_is_being_deleted_waits_and_finds_none(
    committing_client: AsyncClient,
    committed_sessions: Sessions,
    url: str,
    owners: list[Membership],
    headers: list[dict[str, str]],
    method: str,
    path: str,
    body: dict[str, Any] | None,
) -> None:
    address = url + path.format(user_id=owners[0].user_id)

    async with committed_sessions() as db:
        await db.execute(delete(Workspace))
        request = asyncio.create_task(committing_client.request(method, address, headers=headers[0], json=body))
        early, _ = await asyncio.wait({request}, timeout=APPROACH_SECONDS)
        await db.commit()
    response = await request

    assert early == set()
    assert (response.status_code, response.json()) == (404, NO_WORKSPACE)
