"""The database: engine, sessions, and one transaction per request."""

from app.database.base import Base
from app.database.engine import create_engine, create_sessions
from app.database.session import ServiceSession, Session, Sessions, get_sessions

__all__ = ["Base", "ServiceSession", "Session", "Sessions", "create_engine", "create_sessions", "get_sessions"]
