"""The service's own harness: its session, its factory, and every guard around the test."""

from app.accounts.models import User
from cost.many import each
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.factories.accounts import UserFactory


@each
async def test_write_and_read(session: AsyncSession, number: int) -> None:
    user = await UserFactory.create_async(session)

    assert (await session.scalars(select(User.email))).all() == [user.email]
