"""A table and routes that exist for the tests of the harness alone."""

from collections.abc import AsyncIterator

import pytest
from fastapi import APIRouter, FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.database import Session
from app.problems import Conflict

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
async def app(app: FastAPI) -> AsyncIterator[FastAPI]:
    """Return the application with the routes for notes, which leave again with the test."""
    routes = list(app.router.routes)
    app.include_router(router)
    yield app
    app.router.routes[:] = routes
