"""A new password: POST /auth/password-reset and /auth/password-reset/confirm."""

import re
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker
from time_machine import Traveller

from app.accounts.models import LoginSession, LoginThrottle, PasswordReset, User
from app.accounts.settings import AccountsSettings, get_settings
from app.accounts.tokens import digest
from app.database import get_sessions
from tests.factories.accounts import (
    PASSWORD,
    PASSWORD_HASH,
    LoginSessionFactory,
    LoginThrottleFactory,
    PasswordResetFactory,
    UserFactory,
)
from tests.fixtures.clock import NOON
from tests.fixtures.mail import Inbox
from tests.integration.accounts.answers import BAD_RESET, EXTRA, SESSION_ENDED, WRONG_LOGIN, invalid


async def ask(client: AsyncClient, email: str) -> Response:
    """Ask for a new password."""
    return await client.post("/auth/password-reset", json={"email": email})


async def confirm(client: AsyncClient, token: str, new_password: str = "another horse") -> Response:
    """Set a new password."""
    return await client.post("/auth/password-reset/confirm", json={"token": token, "new_password": new_password})


def token_in(mail: EmailMessage) -> str:
    """Return the token that a mail carries."""
    found = re.search(r"#token=(\S+)", mail.get_content())
    assert found
    return found[1]


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the errors that the service has logged."""
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]


async def test_ask_for_reset_known_address_mails_the_token_there(
    client: AsyncClient, session: AsyncSession, user: User, inbox: Inbox
) -> None:
    response = await ask(client, user.email)

    (mail,) = inbox.read()
    assert response.status_code == 202
    assert response.content == b""
    assert (mail["To"], mail["From"], mail["Subject"]) == (user.email, "no-reply@example.com", "Choose a new password")
    assert (await session.scalars(select(PasswordReset.token_hash))).all() == [digest(token_in(mail))]


async def test_ask_for_reset_known_address_stores_the_digest_with_its_end(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User, inbox: Inbox
) -> None:
    await ask(client, user.email.upper())

    (mail,) = inbox.read()
    reset = (await session.scalars(select(PasswordReset))).one()
    assert (reset.user_id, reset.token_hash, reset.expires_at, reset.used_at) == (
        user.id,
        digest(token_in(mail)),
        NOON + timedelta(minutes=30),
        None,
    )


@pytest.mark.parametrize("email", ["nobody@example.com", "gone@example.com"], ids=["unknown", "inactive"])
async def test_ask_for_reset_address_without_active_user_answers_the_same_and_mails_nothing(
    client: AsyncClient, session: AsyncSession, user: User, inbox: Inbox, email: str
) -> None:
    await UserFactory.create_async(session, email="gone@example.com", inactive=True)
    known = await ask(client, user.email)
    inbox.read()

    response = await ask(client, email)

    assert (response.status_code, response.content) == (known.status_code, known.content)
    assert dict(response.headers) == dict(known.headers)
    assert inbox.read() == []
    assert (await session.scalars(select(PasswordReset.user_id))).all() == [user.id]


async def test_ask_for_reset_mail_server_is_down_answers_the_same_and_logs_it(
    app: FastAPI,
    client: AsyncClient,
    user: User,
    accounts_settings: AccountsSettings,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # Nothing listens on port 1, the system's own.
    unreachable = accounts_settings.model_copy(update={"smtp_port": 1})
    app.dependency_overrides[get_settings] = lambda: unreachable

    response = await ask(client, user.email)

    assert response.status_code == 202
    assert inbox.read() == []
    assert errors_in(caplog) == ["A mail could not be sent: Choose a new password"]


async def test_ask_for_reset_mail_server_refuses_answers_the_same_and_logs_it(
    app: FastAPI,
    client: AsyncClient,
    user: User,
    accounts_settings: AccountsSettings,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # The server for tests offers no encryption.
    encrypted = accounts_settings.model_copy(update={"smtp_starttls": True})
    app.dependency_overrides[get_settings] = lambda: encrypted

    response = await ask(client, user.email)

    assert response.status_code == 202
    assert inbox.read() == []
    assert errors_in(caplog) == ["A mail could not be sent: Choose a new password"]


async def test_ask_for_reset_commit_fails_mails_nothing(
    app: FastAPI, client: AsyncClient, connection: AsyncConnection, user: User, inbox: Inbox
) -> None:
    class BrokenSession(AsyncSession):
        async def commit(self) -> None:
            raise ConnectionError("The database went away.")

    broken = async_sessionmaker(connection, class_=BrokenSession, join_transaction_mode="create_savepoint")
    app.dependency_overrides[get_sessions] = lambda: broken

    with pytest.raises(ConnectionError, match="went away"):
        await ask(client, user.email)

    assert inbox.read() == []


async def test_ask_for_reset_no_address_is_refused(client: AsyncClient, inbox: Inbox) -> None:
    response = await ask(client, "no address")

    assert response.status_code == 422
    assert response.json() == invalid((["body", "email"], "Value error, This is not an e-mail address."))


async def test_ask_for_reset_twice_only_the_second_token_is_good(client: AsyncClient, user: User, inbox: Inbox) -> None:
    await ask(client, user.email)
    await ask(client, user.email)
    former, latter = map(token_in, inbox.read())

    first = await confirm(client, former)
    second = await confirm(client, latter)

    assert (first.status_code, first.json()) == (400, BAD_RESET)
    assert second.status_code == 204


async def test_ask_for_reset_of_one_user_leaves_tokens_of_others(
    client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await PasswordResetFactory.create_async(session, token="of-another")

    await ask(client, user.email)
    response = await confirm(client, "of-another")

    assert response.status_code == 204


async def test_ask_for_reset_again_keeps_the_time_of_an_earlier_use(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    used = await PasswordResetFactory.create_async(session, token="used", used=True, user=user)

    clock.shift(timedelta(hours=1))
    await ask(client, user.email)

    await session.refresh(used)
    assert used.used_at == NOON


async def test_confirm_reset_of_several_users_sets_the_password_of_each(
    client: AsyncClient, session: AsyncSession
) -> None:
    first = await UserFactory.create_async(session)
    second = await UserFactory.create_async(session)
    await PasswordResetFactory.create_async(session, token="of-first", user=first)
    await PasswordResetFactory.create_async(session, token="of-second", user=second)

    await confirm(client, "of-first", "first new password")
    await confirm(client, "of-second", "second new password")

    await session.refresh(first)
    await session.refresh(second)
    assert PasswordHasher().verify(first.password_hash, "first new password")
    assert PasswordHasher().verify(second.password_hash, "second new password")


async def test_confirm_reset_fresh_token_sets_the_password(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    reset = await PasswordResetFactory.create_async(session, token="mailed", user=user)

    response = await confirm(client, "mailed", "another horse")

    await session.refresh(user)
    await session.refresh(reset)
    assert response.status_code == 204
    assert response.content == b""
    assert PasswordHasher().verify(user.password_hash, "another horse")
    assert reset.used_at == NOON


async def test_confirm_reset_then_log_in_takes_the_new_password_only(
    client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed", user=user)
    await confirm(client, "mailed", "another horse")

    old = await client.post("/auth/login", data={"username": user.email, "password": PASSWORD})
    new = await client.post("/auth/login", data={"username": user.email, "password": "another horse"})

    assert (old.status_code, old.json()) == (401, WRONG_LOGIN)
    assert new.status_code == 200


async def test_confirm_reset_second_time_is_refused_and_keeps_the_first_password(
    client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed", user=user)
    await confirm(client, "mailed", "another horse")

    response = await confirm(client, "mailed", "third horse in a row")

    await session.refresh(user)
    assert response.status_code == 400
    assert response.json() == BAD_RESET
    assert PasswordHasher().verify(user.password_hash, "another horse")


async def test_confirm_reset_ends_every_session_of_the_user(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    user: User,
    user_login: LoginSession,
    user_headers: dict[str, str],
) -> None:
    other = await LoginSessionFactory.create_async(session, user=user)
    await PasswordResetFactory.create_async(session, token="mailed", user=user)

    await confirm(client, "mailed")

    await session.refresh(user_login)
    await session.refresh(other)
    response = await client.get("/users/me", headers=user_headers)
    assert (user_login.revoked_at, other.revoked_at) == (NOON, NOON)
    assert (response.status_code, response.json()) == (401, SESSION_ENDED)


async def test_confirm_reset_leaves_sessions_of_others(
    client: AsyncClient, session: AsyncSession, user: User, admin_headers: dict[str, str]
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed", user=user)
    await confirm(client, "mailed")

    response = await client.get("/users/me", headers=admin_headers)

    assert response.status_code == 200


async def test_confirm_reset_of_locked_address_unlocks_it(
    client: AsyncClient, session: AsyncSession, user: User
) -> None:
    await LoginThrottleFactory.create_async(session, email=user.email, locked=True)
    await LoginThrottleFactory.create_async(session, email="eve@example.com", locked=True)
    await PasswordResetFactory.create_async(session, token="mailed", user=user)
    await confirm(client, "mailed", "another horse")

    response = await client.post("/auth/login", data={"username": user.email, "password": "another horse"})

    assert response.status_code == 200
    assert (await session.scalars(select(LoginThrottle.email))).all() == ["eve@example.com"]


async def test_confirm_reset_last_moment_sets_the_password(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed")

    clock.shift(timedelta(minutes=30, microseconds=-1))
    response = await confirm(client, "mailed")

    assert response.status_code == 204


async def test_confirm_reset_at_its_end_is_refused(
    clock: Traveller, client: AsyncClient, session: AsyncSession, user: User
) -> None:
    reset = await PasswordResetFactory.create_async(session, token="mailed", user=user)

    clock.shift(timedelta(minutes=30))
    response = await confirm(client, "mailed")

    await session.refresh(user)
    await session.refresh(reset)
    assert response.status_code == 400
    assert response.json() == BAD_RESET
    assert (user.password_hash, reset.used_at) == (PASSWORD_HASH, None)


@pytest.mark.parametrize(
    "traits",
    [
        pytest.param({"token": "another"}, id="unknown-token"),
        pytest.param({"token": "mailed", "used": True}, id="used-token"),
        pytest.param({"token": "mailed", "user__inactive": True}, id="inactive-user"),
    ],
)
async def test_confirm_reset_token_that_is_not_good_changes_nothing(
    client: AsyncClient, session: AsyncSession, traits: dict[str, Any]
) -> None:
    await PasswordResetFactory.create_async(session, **traits)

    response = await confirm(client, "mailed")

    assert response.status_code == 400
    assert response.json() == BAD_RESET
    assert response.headers["content-type"] == "application/problem+json"
    assert (await session.scalars(select(User.password_hash))).all() == [PASSWORD_HASH]


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        pytest.param(
            {"new_password": "x" * 11},
            "new_password",
            "String should have at least 12 characters",
            id="password-too-short",
        ),
        pytest.param(
            {"new_password": "x" * 129},
            "new_password",
            "String should have at most 128 characters",
            id="password-too-long",
        ),
        pytest.param({"token": "x" * 129}, "token", "String should have at most 128 characters", id="token-too-long"),
        pytest.param({"email": "ada@example.com"}, "email", EXTRA, id="unexpected"),
    ],
)
async def test_confirm_reset_body_of_the_wrong_form_is_refused_and_keeps_the_token_good(
    client: AsyncClient, session: AsyncSession, changed: dict[str, str], field: str, message: str
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed")
    body = {"token": "mailed", "new_password": "another horse"} | changed

    response = await client.post("/auth/password-reset/confirm", json=body)

    again = await confirm(client, "mailed")
    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert again.status_code == 204
