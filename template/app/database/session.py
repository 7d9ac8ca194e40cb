"""One session and one transaction per request."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import orm
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker


class ServiceSession(orm.Session):
    """The session of the service, whose events a domain may listen to; tools and tests that use another stay apart."""


def get_sessions(request: Request) -> async_sessionmaker[AsyncSession]:
    """Return what opens sessions for this application; tests override it."""
    sessions: async_sessionmaker[AsyncSession] = request.app.state.sessions
    return sessions


Sessions = Annotated[async_sessionmaker[AsyncSession], Depends(get_sessions)]


async def get_session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """Open the session of a request.

    What the request did is committed when its handler returned and rolled back when it raised.

    Args:
        sessions: What opens sessions.

    Yields:
        The session.
    """
    async with sessions() as session:
        yield session
        await session.commit()


# Scope "function" commits before the response is sent: a client never hears of a success that was lost afterwards.
Session = Annotated[AsyncSession, Depends(get_session, scope="function")]
