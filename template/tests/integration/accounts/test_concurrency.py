"""Two clients at once, on connections of their own and with commits that are final."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import insert, select, update

from app.accounts.models import LoginSession, LoginThrottle, PasswordReset, RefreshToken, User
from app.accounts.settings import AccountsSettings
from tests.factories.accounts import (
    PASSWORD,
    LoginSessionFactory,
    LoginThrottleFactory,
    PasswordResetFactory,
    RefreshTokenFactory,
    UserFactory,
)
from tests.fixtures.accounts import headers_for
from tests.fixtures.commits import APPROACH_SECONDS, Sessions, send_together
from tests.integration.accounts.answers import WRONG_LOGIN

# Far above what anything here takes on a busy machine.
PATIENCE_SECONDS = 10


class HeldExecutor(ThreadPoolExecutor):
    """Threads whose first task waits until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self._arrived = asyncio.Event()
        self.released = Event()

    async def arrived(self) -> None:
        """Wait until the first task is there.

        Raises:
            TimeoutError: None has come.
        """
        await asyncio.wait_for(self._arrived.wait(), PATIENCE_SECONDS)

    def submit(self, call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run a task; the first one only when it may."""
        if self._arrived.is_set():
            return super().submit(call, *args, **kwargs)
        self._arrived.set()
        return super().submit(lambda: self.released.wait() and call(*args, **kwargs))


@contextmanager
def held_first_hash() -> Iterator[HeldExecutor]:
    """Hold the first password that is hashed or checked in a thread, until the test releases it."""
    loop = asyncio.get_running_loop()
    executor = HeldExecutor()
    loop.set_default_executor(executor)
    try:
        yield executor
    finally:
        executor.released.set()
        loop.set_default_executor(ThreadPoolExecutor())


async def log_in(client: AsyncClient, email: str, password: str = PASSWORD) -> Response:
    """Try to log in."""
    return await client.post("/auth/login", data={"username": email, "password": password})


async def test_register_one_address_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    bodies = [
        {"email": email, "full_name": "Ada", "password": "correct horse"}
        for email in ("ada@example.com", "ADA@example.com")
    ]

    responses = await send_together(
        committed_sessions,
        insert(User).values(email="ada@example.com", full_name="Ada", password_hash=""),
        [committing_client.post("/auth/register", json=body) for body in bodies],
    )

    async with committed_sessions() as db:
        stored = (await db.scalars(select(User.email))).all()
    assert sorted(response.status_code for response in responses) == [201, 409]
    assert stored == ["ada@example.com"]


async def test_change_to_one_address_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions, accounts_settings: AccountsSettings
) -> None:
    async with committed_sessions() as db:
        logins = await LoginSessionFactory.create_batch_async(db, 2)

    responses = await send_together(
        committed_sessions,
        insert(User).values(email="wanted@example.com", full_name="Ada", password_hash=""),
        [
            committing_client.patch(
                f"/users/{login.user_id}",
                headers=headers_for(login, accounts_settings),
                json={"email": "wanted@example.com"},
            )
            for login in logins
        ],
    )

    assert sorted(response.status_code for response in responses) == [200, 409]


async def test_refresh_one_token_from_two_clients_lets_one_through_and_ends_the_session(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    async with committed_sessions() as db:
        await RefreshTokenFactory.create_async(db, token="first")

    responses = await send_together(
        committed_sessions,
        update(RefreshToken).values(consumed_at=None),
        [committing_client.post("/auth/refresh", json={"refresh_token": "first"}) for _ in range(2)],
    )

    async with committed_sessions() as db:
        login = (await db.scalars(select(LoginSession))).one()
        tokens = (await db.scalars(select(RefreshToken))).all()
    assert sorted(response.status_code for response in responses) == [200, 401]
    assert login.revoked_at is not None
    assert len(tokens) == 2


async def test_confirm_one_reset_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    async with committed_sessions() as db:
        user = (await PasswordResetFactory.create_async(db, token="mailed")).user
    bodies = [{"token": "mailed", "new_password": password} for password in ("another horse", "yet another horse")]

    responses = await send_together(
        committed_sessions,
        update(PasswordReset).values(used_at=None),
        [committing_client.post("/auth/password-reset/confirm", json=body) for body in bodies],
    )

    logins = [(await log_in(committing_client, user.email, body["new_password"])).status_code for body in bodies]
    assert sorted(response.status_code for response in responses) == [204, 400]
    assert [status == 200 for status in logins] == [response.status_code == 204 for response in responses]


async def test_ask_for_reset_of_one_user_from_two_clients_leaves_one_token_good(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    async with committed_sessions() as db:
        user = (await PasswordResetFactory.create_async(db)).user

    responses = await send_together(
        committed_sessions,
        update(PasswordReset).values(used_at=None),
        [committing_client.post("/auth/password-reset", json={"email": user.email}) for _ in range(2)],
    )

    async with committed_sessions() as db:
        good = (await db.scalars(select(PasswordReset.id).where(PasswordReset.used_at.is_(None)))).all()
    assert [response.status_code for response in responses] == [202, 202]
    assert len(good) == 1


async def test_guess_password_from_ten_clients_after_one_failure_lets_four_try(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    async with committed_sessions() as db:
        user = await UserFactory.create_async(db)
        await LoginThrottleFactory.create_async(db, email=user.email, failures=1)

    responses = await send_together(
        committed_sessions,
        update(LoginThrottle).values(failures=1),
        [log_in(committing_client, user.email, "wrong horse") for _ in range(10)],
    )

    assert sorted(response.status_code for response in responses) == [401] * 4 + [429] * 6


async def test_log_in_while_password_is_reset_is_refused(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    async with committed_sessions() as db:
        user = (await PasswordResetFactory.create_async(db, token="mailed")).user

    with held_first_hash() as held:
        login = asyncio.create_task(log_in(committing_client, user.email))
        await held.arrived()
        reset = await committing_client.post(
            "/auth/password-reset/confirm", json={"token": "mailed", "new_password": "another horse"}
        )
        held.released.set()
        response = await login

    assert reset.status_code == 204
    assert (response.status_code, response.json()) == (401, WRONG_LOGIN)


async def test_log_in_while_user_is_deactivated_is_refused(
    committing_client: AsyncClient, committed_sessions: Sessions, accounts_settings: AccountsSettings
) -> None:
    async with committed_sessions() as db:
        user = await UserFactory.create_async(db)
        admin = await LoginSessionFactory.create_async(db, user__admin=True)

    with held_first_hash() as held:
        login = asyncio.create_task(log_in(committing_client, user.email))
        await held.arrived()
        deactivation = await committing_client.post(
            f"/users/{user.id}/deactivate", headers=headers_for(admin, accounts_settings)
        )
        held.released.set()
        response = await login

    assert deactivation.status_code == 200
    assert (response.status_code, response.json()) == (401, WRONG_LOGIN)


async def test_log_in_meets_uncommitted_deactivation_waits_and_is_refused(
    committing_client: AsyncClient, committed_sessions: Sessions
) -> None:
    async with committed_sessions() as db:
        user = await UserFactory.create_async(db)

    async with committed_sessions() as db:
        (await db.get_one(User, user.id)).is_active = False
        await db.flush()
        login = asyncio.create_task(log_in(committing_client, user.email))
        early, _ = await asyncio.wait({login}, timeout=APPROACH_SECONDS)
        await db.commit()
    response = await login

    assert early == set()
    assert (response.status_code, response.json()) == (401, WRONG_LOGIN)


@pytest.mark.parametrize(
    ("path", "request_body"),
    [
        pytest.param(
            "/auth/register",
            {"json": {"email": "new@example.com", "full_name": "Ada", "password": "correct horse"}},
            id="register",
        ),
        pytest.param("/auth/login", {"data": {"username": "ada@example.com", "password": PASSWORD}}, id="log-in"),
        pytest.param(
            "/auth/login", {"data": {"username": "eve@example.com", "password": PASSWORD}}, id="log-in-unknown-address"
        ),
        pytest.param(
            "/auth/password-reset/confirm",
            {"json": {"token": "mailed", "new_password": "another horse"}},
            id="confirm-reset",
        ),
    ],
)
async def test_hash_password_for_one_client_others_are_served_meanwhile(
    committing_client: AsyncClient, committed_sessions: Sessions, path: str, request_body: dict[str, Any]
) -> None:
    async with committed_sessions() as db:
        await UserFactory.create_async(db, email="ada@example.com")

    with held_first_hash() as held:
        hashing = asyncio.create_task(committing_client.post(path, **request_body))
        await held.arrived()
        meanwhile = await committing_client.get("/health/ready")
        early = hashing.done()
        held.released.set()
        await hashing

    assert meanwhile.status_code == 200
    assert early is False
