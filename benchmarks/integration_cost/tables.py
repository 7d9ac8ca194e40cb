"""The usual alternative: every table is made before each test and dropped after it."""

from collections.abc import AsyncIterator

import pytest
from app.accounts.models import User
from app.database import Base
from app.discovery import domain_modules
from cost.many import URL, each
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from tests.factories.accounts import UserFactory

domain_modules("models")


@pytest.fixture(scope="session")
async def engine() -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(URL)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    yield engine
    await engine.dispose()


@pytest.fixture
async def session(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)


@each
async def test_write_and_read(session: AsyncSession, number: int) -> None:
    user = await UserFactory.create_async(session)

    assert (await session.scalars(select(User.email))).all() == [user.email]
