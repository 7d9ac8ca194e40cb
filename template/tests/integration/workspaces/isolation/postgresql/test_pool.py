"""A connection that goes back to the pool takes nothing of a tenant along."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.accounts.settings import AccountsSettings
from app.database import create_sessions, get_sessions
from app.workspaces.isolation import enter_workspace, see_memberships_of
from tests.factories.accounts import LoginSessionFactory
from tests.factories.workspaces import MembershipFactory
from tests.fixtures.accounts import headers_for

SOMETHING = UUID("6f9619ff-8b86-4011-b42d-00cf4fc964ff")
POOL_OF_ONE = {"pool_size": 1, "max_overflow": 0}
ROLE_AND_SETTINGS = text("""
    SELECT current_user = session_user, current_setting('role'),
        coalesce(current_setting('app.workspace_id', true), ''), coalesce(current_setting('app.user_id', true), '')
""")


@pytest.fixture
async def single_connection(committed_engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    """Return an engine whose sessions take turns on one connection."""
    engine = create_async_engine(committed_engine.url, **POOL_OF_ONE)
    yield engine
    await engine.dispose()


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(AsyncSession.commit, id="commit"),
        pytest.param(AsyncSession.rollback, id="rollback"),
        pytest.param(AsyncSession.close, id="close"),
    ],
)
@pytest.mark.parametrize("see_something", [enter_workspace, see_memberships_of])
async def test_return_connection_to_the_pool_carries_neither_role_nor_workspace(
    single_connection: AsyncEngine,
    end: Callable[[AsyncSession], Awaitable[None]],
    see_something: Callable[[AsyncSession, UUID], Awaitable[None]],
) -> None:
    async with create_sessions(single_connection)() as db:
        await see_something(db, SOMETHING)
        await end(db)

    async with single_connection.connect() as connection:
        found = (await connection.execute(ROLE_AND_SETTINGS)).one()

    assert found == (True, "none", "", "")


async def test_fail_statement_then_return_connection_carries_neither_role_nor_workspace(
    single_connection: AsyncEngine,
) -> None:
    async with create_sessions(single_connection)() as db:
        await enter_workspace(db, SOMETHING)
        with pytest.raises(ProgrammingError):
            await db.execute(text("SELECT nonsense"))

    async with single_connection.connect() as connection:
        found = (await connection.execute(ROLE_AND_SETTINGS)).one()

    assert found == (True, "none", "", "")


async def test_read_members_of_two_tenants_at_once_on_one_connection_sees_own_ones_only(
    app: FastAPI,
    client: AsyncClient,
    committed_sessions: async_sessionmaker[AsyncSession],
    single_connection: AsyncEngine,
    accounts_settings: AccountsSettings,
) -> None:
    app.dependency_overrides[get_sessions] = lambda: create_sessions(single_connection)
    async with committed_sessions() as session:
        owners = await MembershipFactory.create_batch_async(session, 2, owner=True)
        headers = [
            headers_for(await LoginSessionFactory.create_async(session, user=owner.user), accounts_settings)
            for owner in owners
        ]

    responses = await asyncio.gather(
        *(
            client.get(f"/workspaces/{owner.workspace_id}/members", headers=theirs)
            for _ in range(5)
            for owner, theirs in zip(owners, headers, strict=True)
        )
    )

    seen = [[member["user"]["id"] for member in response.json()] for response in responses]
    assert seen == [[str(owner.user_id)] for owner in owners] * 5
