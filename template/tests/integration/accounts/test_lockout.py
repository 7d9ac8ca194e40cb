"""Five failed log-ins lock an address for a while, whether or not it has an account."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import LoginThrottle, User
from app.accounts.settings import AccountsSettings, get_settings
from tests.factories.accounts import PASSWORD, LoginThrottleFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import LOCKED, WRONG_LOGIN


async def log_in(client: AsyncClient, email: str, password: str = PASSWORD) -> Response:
    """Try to log in."""
    return await client.post("/auth/login", data={"username": email, "password": password})


async def fail(client: AsyncClient, email: str, times: int) -> list[int]:
    """Try to log in with a wrong password, and return the statuses."""
    return [(await log_in(client, email, "wrong horse")).status_code for _ in range(times)]


async def test_fail_five_times_sixth_is_refused_even_with_the_right_password(
    clock: Traveller, client: AsyncClient, user: User
) -> None:
    failures = await fail(client, user.email, 5)

    response = await log_in(client, user.email)

    assert failures == [401, 401, 401, 401, 401]
    assert response.status_code == 429
    assert response.json() == LOCKED
    assert response.headers["retry-after"] == "900"


async def test_fail_four_times_fifth_with_the_right_password_is_let_in(client: AsyncClient, user: User) -> None:
    failures = await fail(client, user.email, 4)

    response = await log_in(client, user.email)

    assert failures == [401, 401, 401, 401]
    assert response.status_code == 200


async def test_fail_once_count_survives_the_error(clock: Traveller, client: AsyncClient, session: AsyncSession) -> None:
    await fail(client, "ada@example.com", 1)

    throttle = (await session.scalars(select(LoginThrottle))).one()
    assert (throttle.email, throttle.failures, throttle.locked_until) == ("ada@example.com", 1, None)


async def test_fail_fifth_time_locks_for_as_long_as_the_settings_say(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    await fail(client, "ada@example.com", 5)

    throttle = (await session.scalars(select(LoginThrottle))).one()
    assert (throttle.failures, throttle.locked_until) == (5, NOON + timedelta(minutes=15))


async def test_log_in_after_four_failures_starts_the_count_again(
    client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email=user.email, failures=4)

    first = await log_in(client, user.email)
    failures = await fail(client, user.email, 4)
    second = await log_in(client, user.email)

    assert [first.status_code, *failures, second.status_code] == [200, 401, 401, 401, 401, 200]


async def test_log_in_last_moment_of_the_lock_is_refused(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email=user.email, locked=True)

    clock.shift(timedelta(minutes=15, microseconds=-1))
    response = await log_in(client, user.email)

    assert response.status_code == 429
    assert response.headers["retry-after"] == "1"


async def test_log_in_at_the_end_of_the_lock_is_let_in(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email=user.email, locked=True)

    clock.shift(timedelta(minutes=15))
    response = await log_in(client, user.email)

    assert response.status_code == 200
    assert (await session.scalars(select(LoginThrottle))).all() == []


async def test_fail_after_the_lock_counts_from_one_again(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email=user.email, locked=True)

    clock.shift(timedelta(minutes=15))
    failures = await fail(client, user.email, 5)
    response = await log_in(client, user.email)

    assert failures == [401, 401, 401, 401, 401]
    assert response.status_code == 429
    assert response.headers["retry-after"] == "900"


async def test_fail_while_locked_does_not_make_the_lock_longer(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email=user.email, locked=True)

    clock.shift(timedelta(minutes=10))
    refused = await fail(client, user.email, 3)

    throttle = (await session.scalars(select(LoginThrottle))).one()
    assert refused == [429, 429, 429]
    assert (throttle.failures, throttle.locked_until) == (5, NOON + timedelta(minutes=15))


@pytest.mark.parametrize(
    "email",
    [pytest.param("ada@example.com", id="account"), pytest.param("nobody@example.com", id="no-account")],
)
async def test_fail_with_or_without_account_answers_the_same(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User, email: str
) -> None:
    user.email = "ada@example.com"
    await session.commit()

    fifth = [await log_in(client, email, "wrong horse") for _ in range(5)][-1]
    sixth = await log_in(client, email, "wrong horse")

    assert (fifth.status_code, fifth.json()) == (401, WRONG_LOGIN)
    assert (sixth.status_code, sixth.json(), sixth.headers["retry-after"]) == (429, LOCKED, "900")


async def test_fail_in_another_letter_case_counts_for_the_same_address(client: AsyncClient, user: User) -> None:
    first = await fail(client, user.email.upper(), 3)
    second = await fail(client, user.email, 2)
    response = await log_in(client, user.email.title())

    assert [*first, *second, response.status_code] == [401, 401, 401, 401, 401, 429]


async def test_log_in_while_another_address_is_locked_is_let_in(
    client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email="eve@example.com", locked=True)

    response = await log_in(client, user.email)

    assert response.status_code == 200
    assert (await session.scalars(select(LoginThrottle.email))).all() == ["eve@example.com"]


async def test_log_in_while_several_addresses_are_locked_names_the_end_of_each(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    for_five, for_ten = (NOON + timedelta(minutes=minutes) for minutes in (5, 10))
    await LoginThrottleFactory.create_async(session, email="eve@example.com", failures=5, locked_until=for_five)
    await LoginThrottleFactory.create_async(session, email="ada@example.com", failures=5, locked_until=for_ten)

    eve = await log_in(client, "eve@example.com")
    ada = await log_in(client, "ada@example.com")

    assert (eve.headers["retry-after"], ada.headers["retry-after"]) == ("300", "600")


async def test_lock_address_open_session_stays(client: AsyncClient, user: User, user_headers: dict[str, str]) -> None:
    await fail(client, user.email, 5)

    response = await client.get("/users/me", headers=user_headers)

    assert response.status_code == 200


async def test_fail_as_often_as_the_settings_say_locks_for_as_long(
    clock: Traveller, app: FastAPI, client: AsyncClient, user: User, accounts_settings: AccountsSettings
) -> None:
    strict = accounts_settings.model_copy(update={"lockout_failures": 2, "lockout_minutes": 1})
    app.dependency_overrides[get_settings] = lambda: strict

    failures = await fail(client, user.email, 2)
    response = await log_in(client, user.email)

    assert [*failures, response.status_code] == [401, 401, 429]
    assert response.headers["retry-after"] == "60"
