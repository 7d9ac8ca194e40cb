"""The floor: one insert and one select inside a savepoint, by the same driver, and nothing else."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from cost.many import URL, each
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

INSERT = text(
    "INSERT INTO users (id, email, full_name, password_hash, is_admin, is_active, created_at)"
    " VALUES (:id, 'ada@example.com', 'Ada', 'x', false, true, now())"
)


@pytest.fixture(scope="session")
async def connection() -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(URL)
    async with engine.connect() as connection, connection.begin():
        yield connection
    await engine.dispose()


@each
async def test_write_and_read(connection: AsyncConnection, number: int) -> None:
    savepoint = await connection.begin_nested()
    await connection.execute(INSERT, {"id": uuid4()})
    emails = await connection.execute(text("SELECT email FROM users"))
    assert emails.scalars().all() == ["ada@example.com"]
    await savepoint.rollback()
