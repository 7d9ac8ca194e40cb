"""The usual alternative: another database than in production, in memory, made for each test."""

from collections.abc import AsyncIterator

import pytest
from app.accounts.models import User
from app.database import Base
from app.discovery import domain_modules
from cost.many import each
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import StaticPool
from tests.factories.accounts import UserFactory

domain_modules("models")


@pytest.fixture
async def session() -> AsyncIterator[AsyncSession]:
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session
    await engine.dispose()


@each
async def test_write_and_read(session: AsyncSession, number: int) -> None:
    user = await UserFactory.create_async(session)

    assert (await session.scalars(select(User.email))).all() == [user.email]
