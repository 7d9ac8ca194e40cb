"""Logging out: POST /auth/logout."""

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import LoginSession, User
from app.accounts.settings import AccountsSettings
from tests.factories.accounts import LoginSessionFactory, RefreshTokenFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import BAD_REFRESH, SESSION_ENDED


async def test_log_out_with_token_ends_the_session(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    user_login: LoginSession,
    user_headers: dict[str, str],
) -> None:
    response = await client.post("/auth/logout", headers=user_headers)

    await session.refresh(user_login)
    assert response.status_code == 204
    assert response.content == b""
    assert user_login.revoked_at == NOON


async def test_log_out_then_access_token_is_refused(client: AsyncClient, user_headers: dict[str, str]) -> None:
    await client.post("/auth/logout", headers=user_headers)

    response = await client.get("/users/me", headers=user_headers)

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


async def test_log_out_then_refresh_token_is_refused(
    client: AsyncClient, session: AsyncSession, user_login: LoginSession, user_headers: dict[str, str]
) -> None:
    await RefreshTokenFactory.create_async(session, token="first", session=user_login)
    await client.post("/auth/logout", headers=user_headers)

    response = await client.post("/auth/refresh", json={"refresh_token": "first"})

    assert response.status_code == 401
    assert response.json() == BAD_REFRESH


async def test_log_out_on_one_device_leaves_the_other_logged_in(
    client: AsyncClient,
    session: AsyncSession,
    user: User,
    user_headers: dict[str, str],
    accounts_settings: AccountsSettings,
) -> None:
    other = await LoginSessionFactory.create_async(session, user=user)
    await client.post("/auth/logout", headers=user_headers)

    response = await client.get("/users/me", headers=headers_for(other, accounts_settings))

    assert response.status_code == 200
