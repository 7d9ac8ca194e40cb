"""Who is let in at all: every protected route, and every way in which an access token can be wrong."""

from datetime import timedelta
from uuid import uuid4

import jwt
import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import LoginSession, User
from app.accounts.settings import AccountsSettings
from app.accounts.tokens import AccessClaims, create_access_token
from tests.factories.accounts import LoginSessionFactory, UserFactory
from tests.fixtures.accounts import headers_for
from tests.integration.accounts.answers import BAD_TOKEN, NOT_AUTHENTICATED, SESSION_ENDED, described

SOMEBODY = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
PROTECTED = [
    ("POST", "/auth/logout"),
    ("GET", "/users/me"),
    ("GET", "/users"),
    ("POST", "/users"),
    ("GET", f"/users/{SOMEBODY}"),
    ("PATCH", f"/users/{SOMEBODY}"),
    ("POST", f"/users/{SOMEBODY}/deactivate"),
    ("POST", f"/users/{SOMEBODY}/reactivate"),
]
OPEN = {
    "post /auth/register",
    "post /auth/login",
    "post /auth/refresh",
    "post /auth/password-reset",
    "post /auth/password-reset/confirm",
}


async def test_read_openapi_accounts_ask_for_a_token_wherever_they_are_not_open(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    found = {
        f"{method} {path}"
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith(("/auth", "/users")) and "security" not in operation
    }
    assert found == OPEN


@pytest.mark.parametrize(("method", "path"), PROTECTED)
async def test_request_protected_route_without_token_is_refused(client: AsyncClient, method: str, path: str) -> None:
    response = await client.request(method, path)

    assert response.status_code == 401
    assert response.json() == NOT_AUTHENTICATED
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(("method", "path"), PROTECTED)
async def test_request_protected_route_in_ended_session_is_refused(
    client: AsyncClient, session: AsyncSession, accounts_settings: AccountsSettings, method: str, path: str
) -> None:
    login = await LoginSessionFactory.create_async(session, revoked=True, user__admin=True)

    response = await client.request(method, path, headers=headers_for(login, accounts_settings))

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED
    assert response.headers["www-authenticate"] == "Bearer"


async def test_request_in_ended_session_of_somebody_with_another_is_refused(
    client: AsyncClient, session: AsyncSession, user_login: LoginSession, accounts_settings: AccountsSettings
) -> None:
    ended = await LoginSessionFactory.create_async(session, revoked=True, user=user_login.user)

    response = await client.get("/users/me", headers=headers_for(ended, accounts_settings))

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


@pytest.mark.parametrize(
    ("header", "answer"),
    [
        pytest.param("", NOT_AUTHENTICATED, id="empty"),
        pytest.param("Basic YWRhOnNlY3JldA==", NOT_AUTHENTICATED, id="another-scheme"),
        pytest.param("Bearer", BAD_TOKEN, id="no-token"),
        pytest.param("Bearer x.y.z", BAD_TOKEN, id="no-jwt"),
        pytest.param("Bearer \xff\xfe", BAD_TOKEN, id="no-text"),
    ],
)
async def test_request_header_without_a_token_is_refused(
    client: AsyncClient, header: str, answer: dict[str, object]
) -> None:
    response = await client.get("/users/me", headers={b"Authorization": header.encode("latin-1")})

    assert response.status_code == 401
    assert response.json() == answer


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        pytest.param("another key, as long as the right one", "HS256", id="another-key"),
        pytest.param("", "none", id="no-signature"),
    ],
)
async def test_request_token_signed_by_somebody_else_is_refused(
    client: AsyncClient, user_headers: dict[str, str], key: str, algorithm: str
) -> None:
    token = user_headers["Authorization"].removeprefix("Bearer ")
    payload = jwt.decode(token, options={"verify_signature": False})

    forged = jwt.encode(payload, key, algorithm=algorithm)
    response = await client.get("/users/me", headers={"Authorization": f"Bearer {forged}"})

    assert response.status_code == 401
    assert response.json() == BAD_TOKEN


async def test_request_token_last_moment_is_let_in(
    clock: Traveller, client: AsyncClient, user: User, user_headers: dict[str, str]
) -> None:
    clock.shift(timedelta(minutes=15, microseconds=-1))

    response = await client.get("/users/me", headers=user_headers)

    assert response.status_code == 200
    assert response.json() == described(user)


async def test_request_token_at_its_end_is_refused(
    clock: Traveller, client: AsyncClient, user_headers: dict[str, str]
) -> None:
    clock.shift(timedelta(minutes=15))

    response = await client.get("/users/me", headers=user_headers)

    assert response.status_code == 401
    assert response.json() == BAD_TOKEN


async def test_request_session_last_moment_is_let_in(
    clock: Traveller, client: AsyncClient, user_login: LoginSession, accounts_settings: AccountsSettings
) -> None:
    clock.shift(timedelta(days=30, microseconds=-1))

    response = await client.get("/users/me", headers=headers_for(user_login, accounts_settings))

    assert response.status_code == 200


async def test_request_session_at_its_end_is_refused(
    clock: Traveller, client: AsyncClient, user_login: LoginSession, accounts_settings: AccountsSettings
) -> None:
    clock.shift(timedelta(days=30))

    response = await client.get("/users/me", headers=headers_for(user_login, accounts_settings))

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


async def test_request_of_inactive_user_is_refused(
    client: AsyncClient, session: AsyncSession, accounts_settings: AccountsSettings
) -> None:
    login = await LoginSessionFactory.create_async(session, user__inactive=True)

    response = await client.get("/users/me", headers=headers_for(login, accounts_settings))

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


async def test_request_session_that_never_was_is_refused(
    client: AsyncClient, user: User, accounts_settings: AccountsSettings
) -> None:
    token = create_access_token(AccessClaims(user_id=user.id, session_id=uuid4()), accounts_settings)

    response = await client.get("/users/me", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


async def test_request_session_of_somebody_else_is_refused(
    client: AsyncClient, session: AsyncSession, user_login: LoginSession, accounts_settings: AccountsSettings
) -> None:
    other = await UserFactory.create_async(session)
    token = create_access_token(AccessClaims(user_id=other.id, session_id=user_login.id), accounts_settings)

    response = await client.get("/users/me", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


async def test_read_oneself_any_session_takes_one_query(
    client: AsyncClient, user: User, user_headers: dict[str, str], statements: list[str]
) -> None:
    statements.clear()

    response = await client.get("/users/me", headers=user_headers)

    assert response.json() == described(user)
    assert len(statements) == 1
