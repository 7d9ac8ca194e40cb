"""Refreshing: POST /auth/refresh."""

from datetime import timedelta

import jwt
import pytest
from httpx import AsyncClient, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import LoginSession, RefreshToken
from app.accounts.settings import AccountsSettings
from app.accounts.tokens import digest
from tests.factories.accounts import LoginSessionFactory, RefreshTokenFactory, UserFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import BAD_REFRESH, EXTRA, SESSION_ENDED, invalid


async def refresh(client: AsyncClient, token: str) -> Response:
    """Exchange a refresh token."""
    return await client.post("/auth/refresh", json={"refresh_token": token})


async def test_refresh_fresh_token_answers_another_pair_of_the_same_session(
    clock: Traveller, client: AsyncClient, session: AsyncSession, accounts_settings: AccountsSettings
) -> None:
    token = await RefreshTokenFactory.create_async(session, token="first")

    clock.shift(timedelta(minutes=20))
    response = await refresh(client, "first")

    tokens = response.json()
    claims = jwt.decode(tokens["access_token"], accounts_settings.secret_key.get_secret_value(), algorithms=["HS256"])
    assert response.status_code == 200
    assert tokens == {
        "access_token": tokens["access_token"],
        "refresh_token": tokens["refresh_token"],
        "token_type": "bearer",
        "expires_in": 900,
    }
    assert claims == {
        "sub": str(token.session.user_id),
        "sid": str(token.session_id),
        "iat": int(NOON.timestamp()) + 1200,
        "exp": int(NOON.timestamp()) + 2100,
    }
    assert response.headers["cache-control"] == "no-store"


async def test_refresh_fresh_token_consumes_it_and_prolongs_the_session(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    login = await LoginSessionFactory.create_async(session)
    token = await RefreshTokenFactory.create_async(session, token="first", session=login)

    clock.shift(timedelta(days=10))
    response = await refresh(client, "first")

    await session.refresh(token)
    await session.refresh(login)
    successor = (await session.scalars(select(RefreshToken).where(RefreshToken.id != token.id))).one()
    assert token.consumed_at == NOON + timedelta(days=10)
    assert login.expires_at == NOON + timedelta(days=40)
    assert (successor.token_hash, successor.session_id, successor.expires_at, successor.consumed_at) == (
        digest(response.json()["refresh_token"]),
        login.id,
        NOON + timedelta(days=40),
        None,
    )


async def test_refresh_fresh_token_prolongs_no_other_session(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    other = await LoginSessionFactory.create_async(session)
    token = await RefreshTokenFactory.create_async(session, token="first")

    clock.shift(timedelta(days=10))
    await refresh(client, "first")

    await session.refresh(other)
    successor = (await session.scalars(select(RefreshToken).where(RefreshToken.id != token.id))).one()
    assert successor.session_id == token.session_id
    assert other.expires_at == NOON + timedelta(days=30)


async def test_refresh_successor_of_a_token_is_let_through(client: AsyncClient, session: AsyncSession) -> None:
    await RefreshTokenFactory.create_async(session, token="first")
    successor = (await refresh(client, "first")).json()["refresh_token"]

    response = await refresh(client, successor)

    assert response.status_code == 200
    assert response.json()["refresh_token"] != successor


async def test_refresh_consumed_token_is_refused_and_ends_the_session_for_good(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    token = await RefreshTokenFactory.create_async(session, token="first")
    successor = (await refresh(client, "first")).json()

    reuse = await refresh(client, "first")

    access = await client.get("/users/me", headers={"Authorization": f"Bearer {successor['access_token']}"})
    after = await refresh(client, successor["refresh_token"])
    await session.refresh(token.session)
    assert (reuse.status_code, reuse.json()) == (401, BAD_REFRESH)
    assert reuse.headers["www-authenticate"] == "Bearer"
    assert token.session.revoked_at == NOON
    assert (access.status_code, access.json()) == (401, SESSION_ENDED)
    assert (after.status_code, after.json()) == (401, BAD_REFRESH)


async def test_refresh_consumed_token_leaves_other_sessions_of_the_user(
    client: AsyncClient, session: AsyncSession, accounts_settings: AccountsSettings
) -> None:
    user = await UserFactory.create_async(session)
    other = await LoginSessionFactory.create_async(session, user=user)
    await RefreshTokenFactory.create_async(session, token="other", consumed=True, session=other)
    await RefreshTokenFactory.create_async(session, token="first", consumed=True, session__user=user)

    reuse = await refresh(client, "first")
    response = await client.get("/users/me", headers=headers_for(other, accounts_settings))

    assert (reuse.status_code, response.status_code) == (401, 200)


async def test_refresh_consumed_token_of_ended_session_keeps_the_time_of_its_end(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    token = await RefreshTokenFactory.create_async(session, token="first", consumed=True, session__revoked=True)

    clock.shift(timedelta(hours=1))
    response = await refresh(client, "first")

    await session.refresh(token.session)
    assert response.status_code == 401
    assert token.session.revoked_at == NOON


async def test_refresh_unknown_token_is_refused_and_ends_nothing(client: AsyncClient, session: AsyncSession) -> None:
    token = await RefreshTokenFactory.create_async(session, token="first")

    response = await refresh(client, "second")

    await session.refresh(token.session)
    assert (response.status_code, response.json()) == (401, BAD_REFRESH)
    assert token.session.revoked_at is None


async def test_refresh_token_last_moment_is_let_through(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    await RefreshTokenFactory.create_async(session, token="first")

    clock.shift(timedelta(days=30, microseconds=-1))
    response = await refresh(client, "first")

    assert response.status_code == 200


async def test_refresh_token_at_its_end_is_refused_and_ends_nothing(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    token = await RefreshTokenFactory.create_async(session, token="first")

    clock.shift(timedelta(days=30))
    response = await refresh(client, "first")

    login = await session.get_one(LoginSession, token.session_id, populate_existing=True)
    await session.refresh(token)
    assert (response.status_code, response.json()) == (401, BAD_REFRESH)
    assert (token.consumed_at, login.revoked_at) == (None, None)


@pytest.mark.parametrize(
    "traits",
    [
        pytest.param({"session__revoked": True}, id="session-revoked"),
        pytest.param({"session__user__inactive": True}, id="user-inactive"),
    ],
)
async def test_refresh_token_of_somebody_who_is_out_is_refused(
    client: AsyncClient, session: AsyncSession, traits: dict[str, bool]
) -> None:
    await RefreshTokenFactory.create_async(session, token="first", **traits)

    response = await refresh(client, "first")

    assert (response.status_code, response.json()) == (401, BAD_REFRESH)
    assert len((await session.scalars(select(RefreshToken))).all()) == 1


async def test_refresh_with_an_access_token_is_refused(client: AsyncClient, user_headers: dict[str, str]) -> None:
    access_token = user_headers["Authorization"].removeprefix("Bearer ")

    response = await refresh(client, access_token[:128])

    assert (response.status_code, response.json()) == (401, BAD_REFRESH)


async def test_refresh_with_the_digest_itself_is_refused(client: AsyncClient, session: AsyncSession) -> None:
    await RefreshTokenFactory.create_async(session, token="first")

    response = await refresh(client, digest("first"))

    assert (response.status_code, response.json()) == (401, BAD_REFRESH)


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        pytest.param({}, "refresh_token", "Field required", id="missing"),
        pytest.param({"refresh_token": None}, "refresh_token", "Input should be a valid string", id="null"),
        pytest.param(
            {"refresh_token": "x" * 129}, "refresh_token", "String should have at most 128 characters", id="too-long"
        ),
        pytest.param({"refresh_token": "x", "user_id": 1}, "user_id", EXTRA, id="unexpected"),
    ],
)
async def test_refresh_body_of_the_wrong_form_is_refused(
    client: AsyncClient, body: dict[str, object], field: str, message: str
) -> None:
    response = await client.post("/auth/refresh", json=body)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))


async def test_refresh_any_token_leaves_other_tokens_alone(client: AsyncClient, session: AsyncSession) -> None:
    other = await RefreshTokenFactory.create_async(session, token="other")
    await RefreshTokenFactory.create_async(session, token="first")

    response = await refresh(client, "first")

    await session.refresh(other)
    assert response.status_code == 200
    assert other.consumed_at is None
    assert len((await session.scalars(select(LoginSession).where(LoginSession.revoked_at.is_(None)))).all()) == 2
