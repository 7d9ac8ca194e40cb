"""The first admin: python -m app.accounts.make_admin."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.accounts.make_admin import make_admin, run
from app.accounts.models import User
from tests.factories.accounts import UserFactory


async def test_make_admin_address_in_capitals_changes_that_user_only(session: AsyncSession, user: User) -> None:
    other = await UserFactory.create_async(session)

    await make_admin(session, user.email.upper())

    await session.refresh(user)
    await session.refresh(other)
    assert (user.is_admin, other.is_admin) == (True, False)


async def test_make_admin_unknown_address_is_refused(session: AsyncSession) -> None:
    with pytest.raises(ValueError, match=r"^There is no account with this e-mail address; register it first\.$"):
        await make_admin(session, "nobody@example.com")


async def test_make_admin_no_address_is_refused(session: AsyncSession) -> None:
    with pytest.raises(ValueError, match=r"^This is not an e-mail address\.$"):
        await make_admin(session, "nobody")


async def test_make_admin_in_the_database_of_the_settings_is_committed(
    committed_engine: AsyncEngine, committed_sessions: async_sessionmaker[AsyncSession]
) -> None:
    async with committed_sessions() as db:
        user = await UserFactory.create_async(db)

    await run(user.email, committed_engine)

    async with committed_sessions() as db:
        assert (await db.get_one(User, user.id)).is_admin is True
