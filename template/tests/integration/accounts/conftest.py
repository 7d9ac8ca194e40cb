"""The accounts on a real database: rolled back, or really committed where a test needs two transactions at once."""

from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.accounts.settings import AccountsSettings
from app.database import create_engine, create_sessions, get_sessions


@pytest.fixture(autouse=True)
def run_with_settings_for_tests(accounts_settings: AccountsSettings) -> None:
    """Let no test of the accounts hash at full costs or send mail anywhere but into the inbox."""


@pytest.fixture
def committed_engine(committed_database: str) -> AsyncEngine:
    """Return the engine of a database of this test's own, where a commit is final."""
    return create_engine(committed_database)


@pytest.fixture
async def committed_sessions(committed_engine: AsyncEngine) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """Return what opens sessions on that database."""
    yield create_sessions(committed_engine)
    await committed_engine.dispose()


@pytest.fixture
def committing_client(
    app: FastAPI, client: AsyncClient, committed_sessions: async_sessionmaker[AsyncSession]
) -> AsyncClient:
    """Return the client, its requests on connections of their own and with commits that are final."""
    app.dependency_overrides[get_sessions] = lambda: committed_sessions
    return client


@pytest.fixture
def statements(engine: AsyncEngine) -> Iterator[list[str]]:
    """Collect the queries and changes that are sent to the database; savepoints do not count."""
    found: list[str] = []

    def collect(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "SAVEPOINT" not in statement:
            found.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", collect)
    yield found
    event.remove(engine.sync_engine, "before_cursor_execute", collect)
