"""The harness itself: whatever the code under test does with its transaction, the next test starts clean."""

import pytest
from httpx import AsyncClient
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from tests.integration.harness.conftest import INSERT

pytestmark = pytest.mark.usefixtures("notes")


async def read_notes(session: AsyncSession) -> list[str]:
    """Return the rows, in order."""
    return list(await session.scalars(text("SELECT body FROM notes ORDER BY body")))


async def test_keep_note_handler_returns_row_is_there(client: AsyncClient, session: AsyncSession) -> None:
    response = await client.post("/notes/kept")

    assert response.status_code == 204
    assert await read_notes(session) == ["from the fixture", "kept"]


async def test_refuse_note_handler_raises_row_is_gone_and_fixture_row_stays(
    client: AsyncClient, session: AsyncSession
) -> None:
    response = await client.post("/notes/lost/refused")

    assert response.status_code == 409
    assert await read_notes(session) == ["from the fixture"]


async def test_roll_back_note_handler_rolls_back_fixture_row_stays(client: AsyncClient, session: AsyncSession) -> None:
    response = await client.post("/notes/lost/rolled-back")

    assert response.status_code == 204
    assert await read_notes(session) == ["from the fixture"]


async def test_commit_session_of_test_later_rollback_of_request_leaves_it(
    client: AsyncClient, session: AsyncSession
) -> None:
    await session.execute(INSERT, {"body": "from the test"})
    await session.commit()

    await client.post("/notes/lost/refused")

    assert await read_notes(session) == ["from the fixture", "from the test"]


async def test_keep_note_twice_sees_own_rows_only(client: AsyncClient, session: AsyncSession) -> None:
    await client.post("/notes/first")
    await client.post("/notes/second")

    assert await read_notes(session) == ["first", "from the fixture", "second"]


@pytest.mark.parametrize("attempt", [1, 2])
async def test_commit_in_one_test_next_test_starts_clean(
    client: AsyncClient, session: AsyncSession, attempt: int
) -> None:
    before = await read_notes(session)

    await client.post(f"/notes/attempt-{attempt}")

    assert before == ["from the fixture"]
    assert await read_notes(session) == [f"attempt-{attempt}", "from the fixture"]


async def test_close_session_of_request_without_commit_row_is_gone(
    session: AsyncSession, connection: AsyncConnection
) -> None:
    await session.execute(INSERT, {"body": "forgotten"})
    await session.close()

    assert await read_notes(session) == ["from the fixture"]
    assert await connection.run_sync(lambda sync: inspect(sync).has_table("notes"))
