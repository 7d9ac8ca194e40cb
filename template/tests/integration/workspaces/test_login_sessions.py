"""Which devices the members are logged in with: GET /workspaces/{id}/login-sessions."""

from datetime import timedelta

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.accounts.settings import AccountsSettings
from tests.factories.accounts import LoginSessionFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.clock import NOON
from tests.integration.workspaces.answers import described_login


async def test_list_login_sessions_any_answers_living_ones_of_all_members_oldest_first(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace_admin: User,
    member: User,
    accounts_settings: AccountsSettings,
) -> None:
    same_moment = await LoginSessionFactory.create_batch_async(session, 2, user=member)
    first = await LoginSessionFactory.create_async(session, user=workspace_admin, created_at=NOON - timedelta(days=1))

    response = await client.get(f"{url}/login-sessions", headers=headers_for(first, accounts_settings))

    expected = [first, *sorted(same_moment, key=lambda login: login.id)]
    assert (response.status_code, response.json()) == (200, [described_login(login) for login in expected])
    assert response.headers["X-Total-Count"] == "3"


async def test_list_login_sessions_leaves_out_ended_ones_and_those_of_others(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace_admin: User,
    member: User,
    stranger: User,
    other_owner: User,
    accounts_settings: AccountsSettings,
) -> None:
    login = await LoginSessionFactory.create_async(session, user=workspace_admin)
    await LoginSessionFactory.create_async(session, user=member, revoked=True)
    await LoginSessionFactory.create_async(session, user=member, expired=True)
    await LoginSessionFactory.create_async(session, user=stranger)
    await LoginSessionFactory.create_async(session, user=other_owner)

    response = await client.get(f"{url}/login-sessions", headers=headers_for(login, accounts_settings))

    assert response.json() == [described_login(login)]


async def test_list_login_sessions_just_before_its_end_is_living(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    workspace_admin: User,
    accounts_settings: AccountsSettings,
) -> None:
    login = await LoginSessionFactory.create_async(
        session, user=workspace_admin, expires_at=NOON + timedelta(microseconds=1)
    )

    response = await client.get(f"{url}/login-sessions", headers=headers_for(login, accounts_settings))

    assert response.json() == [described_login(login)]


async def test_list_login_sessions_page_answers_that_part_and_the_whole_count(
    client: AsyncClient, session: AsyncSession, url: str, member: User, workspace_admin_headers: dict[str, str]
) -> None:
    await LoginSessionFactory.create_batch_async(session, 3, user=member)

    response = await client.get(
        f"{url}/login-sessions", headers=workspace_admin_headers, params={"skip": 1, "limit": 2}
    )

    assert [login["user_id"] for login in response.json()] == [str(member.id)] * 2
    assert response.headers["X-Total-Count"] == "4"
