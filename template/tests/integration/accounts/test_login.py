"""Logging in: POST /auth/login."""

from datetime import timedelta
from uuid import UUID

import jwt
import pytest
from argon2 import PasswordHasher
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import LoginSession, RefreshToken, User
from app.accounts.settings import AccountsSettings
from app.accounts.tokens import digest
from tests.factories.accounts import PASSWORD, PASSWORD_HASH, UserFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import WRONG_LOGIN, invalid


async def test_log_in_right_password_answers_tokens_of_a_new_session(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User, accounts_settings: AccountsSettings
) -> None:
    response = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    tokens = response.json()
    login = (await session.scalars(select(LoginSession))).one()
    claims = jwt.decode(tokens["access_token"], accounts_settings.secret_key.get_secret_value(), algorithms=["HS256"])
    assert response.status_code == 200
    assert tokens == {
        "access_token": tokens["access_token"],
        "refresh_token": tokens["refresh_token"],
        "token_type": "bearer",
        "expires_in": 900,
    }
    assert claims == {
        "sub": str(user.id),
        "sid": str(login.id),
        "iat": int(NOON.timestamp()),
        "exp": int(NOON.timestamp()) + 900,
    }


async def test_log_in_right_password_stores_the_session(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await client.post(
        "/auth/login", data={"username": user.email, "password": PASSWORD}, headers={"User-Agent": "Browser 1"}
    )

    login = (await session.scalars(select(LoginSession))).one()
    assert (login.user_id, login.created_at, login.expires_at, login.revoked_at, login.user_agent) == (
        user.id,
        NOON,
        NOON + timedelta(days=30),
        None,
        "Browser 1",
    )


async def test_log_in_right_password_stores_the_refresh_token_as_digest_only(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    response = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    login = (await session.scalars(select(LoginSession))).one()
    token = (await session.scalars(select(RefreshToken))).one()
    assert (token.session_id, token.token_hash, token.expires_at, token.consumed_at) == (
        login.id,
        digest(response.json()["refresh_token"]),
        NOON + timedelta(days=30),
        None,
    )


async def test_log_in_right_password_forbids_caches_to_keep_the_answer(client: AsyncClient, user: User) -> None:
    response = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    assert response.headers["cache-control"] == "no-store"


async def test_log_in_address_in_capitals_is_let_in(client: AsyncClient, user: User) -> None:
    response = await client.post("/auth/login", data={"username": user.email.upper(), "password": PASSWORD})

    assert response.status_code == 200


async def test_log_in_beside_others_takes_only_ones_own_password(client: AsyncClient, session: AsyncSession) -> None:
    theirs = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("another good password")
    await UserFactory.create_async(session, password_hash=theirs)
    user = await UserFactory.create_async(session)

    with_own = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})
    with_theirs = await client.post("/auth/login", data={"username": user.email, "password": "another good password"})

    assert (with_own.status_code, with_theirs.status_code) == (200, 401)
    assert with_theirs.json() == WRONG_LOGIN


async def test_log_in_twice_begins_two_sessions(client: AsyncClient, session: AsyncSession, user: User) -> None:
    first = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})
    second = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    assert first.json()["refresh_token"] != second.json()["refresh_token"]
    assert len((await session.scalars(select(LoginSession))).all()) == 2


async def test_log_in_with_fields_of_other_grants_ignores_them(client: AsyncClient, user: User) -> None:
    form = {"grant_type": "password", "username": user.email, "password": PASSWORD, "scope": "", "client_id": "docs"}

    response = await client.post("/auth/login", data=form)

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param("ada@example.com", "wrong horse", id="wrong-password"),
        pytest.param("ada@example.com", PASSWORD.upper(), id="password-in-capitals"),
        pytest.param("eve@example.com", PASSWORD, id="unknown-address"),
        pytest.param("gone@example.com", PASSWORD, id="inactive-user"),
    ],
)
async def test_log_in_refused_for_any_reason_answers_the_same(
    client: AsyncClient, session: AsyncSession, email: str, password: str
) -> None:
    await UserFactory.create_async(session, email="ada@example.com")
    await UserFactory.create_async(session, email="gone@example.com", inactive=True)

    response = await client.post("/auth/login", data={"username": email, "password": password})

    assert response.status_code == 401
    assert response.json() == WRONG_LOGIN
    assert response.headers["www-authenticate"] == "Bearer"
    assert (await session.scalars(select(LoginSession))).all() == []


@pytest.mark.parametrize("field", ["username", "password"])
async def test_log_in_field_missing_is_refused(client: AsyncClient, user: User, field: str) -> None:
    form = {"username": user.email, "password": PASSWORD}
    del form[field]

    response = await client.post("/auth/login", data=form)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], "Field required"))


async def test_log_in_password_too_long_is_refused_without_showing_it(client: AsyncClient, user: User) -> None:
    response = await client.post("/auth/login", data={"username": user.email, "password": "x" * 129})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "password"], "String should have at most 128 characters"))


async def test_log_in_user_name_is_no_address_is_refused(client: AsyncClient) -> None:
    response = await client.post("/auth/login", data={"username": "admin", "password": PASSWORD})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "username"], "Value error, This is not an e-mail address."))


async def test_log_in_password_of_bytes_that_are_no_text_is_wrong(client: AsyncClient, user: User) -> None:
    body = b"username=" + user.email.encode() + b"&password=%ED%A0%80\xff&\xfe=1"

    response = await client.post(
        "/auth/login", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert response.status_code == 401
    assert response.json() == WRONG_LOGIN


async def test_log_in_with_json_is_refused(client: AsyncClient, user: User) -> None:
    response = await client.post("/auth/login", json={"username": user.email, "password": PASSWORD})

    assert response.status_code == 422
    assert response.json() == invalid(
        (["body", "username"], "Field required"), (["body", "password"], "Field required")
    )


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param("x" * 255, "x" * 255, id="longest"),
        pytest.param("x" * 256, "x" * 255, id="too-long"),
        pytest.param("a\0b", "ab", id="nul"),
        pytest.param("Bröwser", "Bröwser", id="latin-1"),
        pytest.param("", "", id="empty"),
    ],
)
async def test_log_in_any_user_agent_is_stored_as_far_as_possible(
    client: AsyncClient, session: AsyncSession, user: User, sent: str, stored: str
) -> None:
    response = await client.post(
        "/auth/login",
        data={"username": user.email, "password": PASSWORD},
        headers={b"User-Agent": sent.encode("latin-1")},
    )

    assert response.status_code == 200
    assert await session.scalar(select(LoginSession.user_agent)) == stored


async def test_log_in_without_user_agent_stores_none(client: AsyncClient, session: AsyncSession, user: User) -> None:
    del client.headers["User-Agent"]

    response = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    assert response.status_code == 200
    assert await session.scalar(select(LoginSession.user_agent)) is None


async def test_log_in_hash_has_present_costs_keeps_it(client: AsyncClient, session: AsyncSession, user: User) -> None:
    await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    assert await session.scalar(select(User.password_hash)) == PASSWORD_HASH


async def test_log_in_hash_has_former_costs_replaces_it(client: AsyncClient, session: AsyncSession) -> None:
    former = PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1).hash(PASSWORD)
    user = await UserFactory.create_async(session, password_hash=former)

    response = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    await session.refresh(user)
    assert response.status_code == 200
    assert user.password_hash.startswith("$argon2id$v=19$m=1024,t=1,p=1$")
    assert PasswordHasher().verify(user.password_hash, PASSWORD)


async def test_log_in_wrong_password_keeps_hash_of_former_costs(client: AsyncClient, session: AsyncSession) -> None:
    former = PasswordHasher(time_cost=2, memory_cost=1024, parallelism=1).hash(PASSWORD)
    user = await UserFactory.create_async(session, password_hash=former)

    await client.post("/auth/login", data={"username": user.email, "password": "wrong horse"})

    await session.refresh(user)
    assert user.password_hash == former


async def test_log_in_with_the_tokens_reads_oneself(client: AsyncClient, user: User) -> None:
    tokens = (await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})).json()

    response = await client.get("/users/me", headers={"Authorization": f"Bearer {tokens['access_token']}"})

    assert response.status_code == 200
    assert UUID(response.json()["id"]) == user.id
