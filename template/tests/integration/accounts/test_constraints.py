"""What the database itself refuses, whoever writes to it."""

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import LoginSession, PasswordReset, RefreshToken, User
from tests.factories.accounts import (
    LoginSessionFactory,
    LoginThrottleFactory,
    PasswordResetFactory,
    RefreshTokenFactory,
    UserFactory,
)


async def test_store_user_address_in_capitals_is_refused(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError, match="ck_users_email_is_lower_case"):
        await UserFactory.create_async(session, email="Ada@example.com")


async def test_store_two_users_with_one_address_is_refused(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await UserFactory.create_batch_async(session, 2, email="ada@example.com")


async def test_store_two_refresh_tokens_with_one_digest_is_refused(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await RefreshTokenFactory.create_batch_async(session, 2, token="same")


async def test_store_two_resets_with_one_digest_is_refused(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await PasswordResetFactory.create_batch_async(session, 2, token="same")


async def test_store_two_throttles_of_one_address_is_refused(session: AsyncSession) -> None:
    await LoginThrottleFactory.create_async(session, email="ada@example.com")
    session.expunge_all()

    with pytest.raises(IntegrityError):
        await LoginThrottleFactory.create_async(session, email="ada@example.com")


async def test_delete_user_takes_what_belongs_to_them_along(session: AsyncSession) -> None:
    stays = await LoginSessionFactory.create_async(session)
    token = await RefreshTokenFactory.create_async(session)
    await PasswordResetFactory.create_async(session, user=token.session.user)

    await session.execute(delete(User).where(User.id == token.session.user_id))

    session.expunge_all()
    assert (await session.scalars(select(LoginSession.id))).all() == [stays.id]
    assert (await session.scalars(select(RefreshToken))).all() == []
    assert (await session.scalars(select(PasswordReset))).all() == []
