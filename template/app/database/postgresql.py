"""The engine for PostgreSQL, through psycopg."""

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def create_engine(url: URL) -> AsyncEngine:
    """Create an engine that notices when the server has dropped a pooled connection.

    Args:
        url: Where the database is; whichever driver it names, psycopg is used.

    Returns:
        An engine that has not connected yet.
    """
    return create_async_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
