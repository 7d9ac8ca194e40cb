"""The engine for SQLite, through aiosqlite."""

from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

BUSY_TIMEOUT_SECONDS = 10


def create_engine(url: URL) -> AsyncEngine:
    """Create an engine with foreign keys enforced and transactions that really begin.

    Args:
        url: Where the database is; whichever driver it names, aiosqlite is used.

    Returns:
        An engine that has not connected yet.
    """
    engine = create_async_engine(url.set(drivername="sqlite+aiosqlite"), connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
    event.listen(engine.sync_engine, "connect", _prepare_connection)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare_connection(connection: Any, _record: object) -> None:
    # Python's driver begins transactions late and so breaks savepoints; from here on SQLAlchemy begins them.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    # SQLite's own lower() knows the letters of ASCII only, so a search in capitals would miss the others.
    connection.create_function("lower", 1, _lower, deterministic=True)


def _lower(value: str | None) -> str | None:
    return value if value is None else value.lower()


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later fails when another wrote in between.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
