"""Brings a database to the newest schema from inside a program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

INI_FILE = Path(__file__).parents[1] / "alembic.ini"


def configure(*, database_url: str | None = None, connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for one database.

    Args:
        database_url: Where the database is.
        connection: An open connection to use instead.

    Returns:
        What Alembic's commands take.
    """
    return Config(INI_FILE, attributes={"database_url": database_url, "connection": connection})


def upgrade(*, database_url: str | None = None, connection: Connection | None = None) -> None:
    """Run every migration that the database does not have yet.

    Args:
        database_url: Where the database is.
        connection: An open connection to use instead.
    """
    command.upgrade(configure(database_url=database_url, connection=connection), "head")
