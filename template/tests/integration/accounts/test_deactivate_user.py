"""Deactivating and reactivating users: POST /users/{id}/deactivate and /users/{id}/reactivate."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import LoginSession, User
from app.accounts.users import on_deactivation
from app.problems import Conflict
from tests.factories.accounts import PASSWORD, LoginSessionFactory, UserFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import (
    ADMINS_ONLY,
    NO_USER,
    SESSION_ENDED,
    WRONG_LOGIN,
    described,
    problem,
)


@pytest.fixture
def reactions() -> Iterator[list[User]]:
    """Collect the users whose deactivation another domain hears of."""
    heard: list[User] = []

    async def react(db: AsyncSession, user: User) -> None:
        heard.append(user)
        user.full_name = "Renamed by another domain"

    on_deactivation.append(react)
    yield heard
    on_deactivation.remove(react)


@pytest.fixture
def objection() -> Iterator[None]:
    """Let another domain object to every deactivation."""

    async def react(db: AsyncSession, user: User) -> None:
        raise Conflict("Not now.")

    on_deactivation.append(react)
    yield
    on_deactivation.remove(react)


async def test_deactivate_user_as_admin_answers_them_inactive(
    client: AsyncClient, session: AsyncSession, user: User, admin_headers: dict[str, str]
) -> None:
    response = await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    await session.refresh(user)
    assert response.status_code == 200
    assert response.json() == described(user)
    assert user.is_active is False


async def test_deactivate_user_logged_in_ends_every_session(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    user: User,
    user_login: LoginSession,
    user_headers: dict[str, str],
    admin_headers: dict[str, str],
) -> None:
    other = await LoginSessionFactory.create_async(session, user=user)

    await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    await session.refresh(user_login)
    await session.refresh(other)
    response = await client.get("/users/me", headers=user_headers)
    assert (user_login.revoked_at, other.revoked_at) == (NOON, NOON)
    assert (response.status_code, response.json()) == (401, SESSION_ENDED)


async def test_deactivate_user_logged_in_leaves_sessions_of_others(
    client: AsyncClient, user: User, admin: User, admin_headers: dict[str, str]
) -> None:
    await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    response = await client.get("/users/me", headers=admin_headers)

    assert response.status_code == 200
    assert response.json() == described(admin)


async def test_deactivate_user_ended_session_keeps_the_time_of_its_end(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User, admin_headers: dict[str, str]
) -> None:
    ended = await LoginSessionFactory.create_async(session, user=user, revoked_at=NOON.replace(hour=9))

    await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    await session.refresh(ended)
    assert ended.revoked_at == NOON.replace(hour=9)


async def test_deactivate_user_then_right_password_is_refused(
    client: AsyncClient, user: User, admin_headers: dict[str, str]
) -> None:
    await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    response = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})

    assert response.status_code == 401
    assert response.json() == WRONG_LOGIN


async def test_deactivate_user_twice_answers_the_same(
    client: AsyncClient, user: User, admin_headers: dict[str, str]
) -> None:
    first = await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    second = await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    assert second.status_code == 200
    assert second.json() == first.json()


async def test_deactivate_oneself_answers_conflict(
    client: AsyncClient, session: AsyncSession, admin: User, admin_headers: dict[str, str]
) -> None:
    response = await client.post(f"/users/{admin.id}/deactivate", headers=admin_headers)

    await session.refresh(admin)
    assert response.status_code == 409
    assert response.json() == problem(409, "Nobody may deactivate themselves.")
    assert admin.is_active is True


@pytest.mark.parametrize("action", ["deactivate", "reactivate"])
async def test_change_activity_as_user_is_refused(
    client: AsyncClient, session: AsyncSession, admin: User, user_headers: dict[str, str], action: str
) -> None:
    response = await client.post(f"/users/{admin.id}/{action}", headers=user_headers)

    await session.refresh(admin)
    assert response.status_code == 403
    assert response.json() == ADMINS_ONLY
    assert admin.is_active is True


@pytest.mark.parametrize("action", ["deactivate", "reactivate"])
async def test_change_activity_of_oneself_as_user_is_refused(
    client: AsyncClient, user: User, user_headers: dict[str, str], action: str
) -> None:
    response = await client.post(f"/users/{user.id}/{action}", headers=user_headers)

    assert response.status_code == 403
    assert response.json() == ADMINS_ONLY


@pytest.mark.parametrize("action", ["deactivate", "reactivate"])
async def test_change_activity_of_unknown_id_answers_not_found(
    client: AsyncClient, admin_headers: dict[str, str], action: str
) -> None:
    response = await client.post(f"/users/{UUID(int=1)}/{action}", headers=admin_headers)

    assert response.status_code == 404
    assert response.json() == NO_USER


async def test_reactivate_user_as_admin_lets_them_log_in_again(
    client: AsyncClient, session: AsyncSession, admin_headers: dict[str, str]
) -> None:
    user = await UserFactory.create_async(session, inactive=True)

    response = await client.post(f"/users/{user.id}/reactivate", headers=admin_headers)

    await session.refresh(user)
    login = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})
    assert response.status_code == 200
    assert response.json() == described(user)
    assert user.is_active is True
    assert login.status_code == 200


async def test_reactivate_user_former_session_stays_ended(
    client: AsyncClient, user: User, user_headers: dict[str, str], admin_headers: dict[str, str]
) -> None:
    await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)
    await client.post(f"/users/{user.id}/reactivate", headers=admin_headers)

    response = await client.get("/users/me", headers=user_headers)

    assert response.status_code == 401
    assert response.json() == SESSION_ENDED


async def test_deactivate_user_other_domain_reacts_in_the_same_transaction(
    client: AsyncClient, session: AsyncSession, user: User, admin_headers: dict[str, str], reactions: list[User]
) -> None:
    response = await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    await session.refresh(user)
    assert response.status_code == 200
    assert [heard.id for heard in reactions] == [user.id]
    assert user.full_name == "Renamed by another domain"


async def test_deactivate_user_other_domain_objects_nothing_changes(
    client: AsyncClient,
    session: AsyncSession,
    user: User,
    user_login: LoginSession,
    admin_headers: dict[str, str],
    objection: None,
) -> None:
    response = await client.post(f"/users/{user.id}/deactivate", headers=admin_headers)

    await session.refresh(user)
    await session.refresh(user_login)
    assert response.status_code == 409
    assert user.is_active is True
    assert user_login.revoked_at is None
