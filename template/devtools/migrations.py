"""Brings a database to the newest schema from inside a program."""

import sys
from io import StringIO
from pathlib import Path
from typing import TextIO

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

INI_FILE = Path(__file__).parents[1] / "alembic.ini"


def configure(
    *, database_url: str | None = None, connection: Connection | None = None, output: TextIO | None = None
) -> Config:
    """Return Alembic's configuration for one database.

    Args:
        database_url: Where the database is.
        connection: An open connection to use instead.
        output: Where Alembic prints what it does; nowhere when left out.

    Returns:
        What Alembic's commands take.
    """
    attributes = {"database_url": database_url, "connection": connection}
    return Config(INI_FILE, stdout=output or StringIO(), attributes=attributes)


def upgrade(*, database_url: str | None = None, connection: Connection | None = None) -> None:
    """Run every migration that the database does not have yet, without a word.

    Args:
        database_url: Where the database is.
        connection: An open connection to use instead.
    """
    command.upgrade(configure(database_url=database_url, connection=connection), "head")


def upgrade_aloud(database_url: str) -> None:
    """Run every migration that the database does not have yet, and print each.

    Args:
        database_url: Where the database is.

    Raises:
        SystemExit: The database does not answer, or it has migrations that this code does not know.
    """
    config = configure(database_url=database_url, output=sys.stdout)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise SystemExit(f"The migrations and the database do not fit together: {error}") from None
    except OperationalError as error:
        if error.statement is not None:
            raise
        raise SystemExit(f"The database in DATABASE_URL does not answer: {error.orig}") from None
    heads = ", ".join(ScriptDirectory.from_config(config).get_heads())
    print(f"The database is up to date: revision {heads}.", flush=True)
