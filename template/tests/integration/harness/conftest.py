"""A table and routes that exist for the tests of the harness alone."""

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from app.database import Session, get_sessions
from app.problems import Conflict, install_problem_handlers

CREATE = text("CREATE TABLE notes (body VARCHAR(40) NOT NULL)")
INSERT = text("INSERT INTO notes (body) VALUES (:body)")
router = APIRouter()


@router.post("/notes/{body}", status_code=204)
async def keep_note(body: str, session: Session) -> None:
    """Write a row, and leave the commit to the session of the request."""
    await session.execute(INSERT, {"body": body})


@router.post("/notes/{body}/refused")
async def refuse_note(body: str, session: Session) -> None:
    """Write a row, then raise."""
    await session.execute(INSERT, {"body": body})
    raise Conflict("No more notes.")


@router.post("/notes/{body}/rolled-back", status_code=204)
async def roll_back_note(body: str, session: Session) -> None:
    """Write a row and take it back."""
    await session.execute(INSERT, {"body": body})
    await session.rollback()


@pytest.fixture
async def notes(connection: AsyncConnection) -> None:
    """Make the table inside the transaction of the test, with one row of the fixture's own."""
    await connection.execute(CREATE)
    await connection.execute(INSERT, {"body": "from the fixture"})


@pytest.fixture
def app(sessions: async_sessionmaker[AsyncSession]) -> FastAPI:
    """Return an application that has the routes for notes alone, its sessions opened inside the test's transaction."""
    app = FastAPI()
    install_problem_handlers(app)
    app.include_router(router)
    app.dependency_overrides[get_sessions] = lambda: sessions
    return app
