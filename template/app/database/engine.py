"""Creates the engine. What a dialect needs beyond a URL stands in the module of its name beside this one."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker

from app.database.session import ServiceSession


def require_dialect(database_url: str) -> str:
    """Return the module that knows the dialect of a database.

    Args:
        database_url: Where the database is, as `dialect://user:password@host/name`.

    Returns:
        The module's full name.

    Raises:
        ValueError: That is no URL, or the service was not built for that kind of database.
    """
    try:
        dialect = make_url(database_url).get_backend_name()
    except ArgumentError:
        raise ValueError("This is not the URL of a database: dialect://user:password@host/name.") from None
    module = f"app.database.{dialect}"
    if find_spec(module) is None:
        raise ValueError(f"This asks for {dialect}, and the service has no {module.replace('.', '/')}.py.")
    return module


def create_engine(database_url: str) -> AsyncEngine:
    """Create the engine for a database.

    Args:
        database_url: Where the database is, as `dialect://user:password@host/name`.

    Returns:
        An engine that has not connected yet.

    Raises:
        ValueError: The service was not built for that kind of database.
    """
    dialect = import_module(require_dialect(database_url))
    engine: AsyncEngine = dialect.create_engine(make_url(database_url))
    return engine


def create_sessions(bind: AsyncEngine | AsyncConnection, **options: Any) -> async_sessionmaker[AsyncSession]:
    """Return what opens the sessions of the service; objects stay readable after a commit.

    Args:
        bind: Where they connect, or the one connection that they share.
        options: Further options of the session.

    Returns:
        The factory of sessions.
    """
    return async_sessionmaker(bind, sync_session_class=ServiceSession, expire_on_commit=False, **options)
