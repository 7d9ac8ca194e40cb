"""Makes a user an admin, for the first one there is: `python -m app.accounts.make_admin EMAIL`."""

import argparse
import asyncio

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.accounts.fields import normalise_email
from app.accounts.models import User
from app.database import create_engine, create_sessions
from app.settings import Settings, load_settings


async def make_admin(db: AsyncSession, email: str) -> None:
    """Make a registered user an admin, and commit it.

    Args:
        db: A session on the database.
        email: The address of the account, in any letter case.

    Raises:
        ValueError: That is no e-mail address, or it has no account.
    """
    found = await db.scalar(
        update(User).where(User.email == normalise_email(email)).values(is_admin=True).returning(User.id)
    )
    if found is None:
        raise ValueError("There is no account with this e-mail address; register it first.")
    await db.commit()


async def run(email: str, engine: AsyncEngine) -> None:
    """Connect to a database, make a user an admin, and disconnect.

    Args:
        email: The address of the account.
        engine: The engine of the database.

    Raises:
        ValueError: That is no e-mail address, or it has no account.
    """
    try:
        async with create_sessions(engine)() as db:
            await make_admin(db, email)
    finally:
        await engine.dispose()


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m app.accounts.make_admin", description=__doc__)
    parser.add_argument("email", help="the e-mail address of a registered user")
    email = parser.parse_args().email
    try:
        asyncio.run(run(email, create_engine(load_settings(Settings).database_url)))
    except ValueError as error:
        parser.error(str(error))
    except DBAPIError as error:
        parser.error(f"The database refused; are its migrations run? It says: {error.orig}")
    print(f"{email} is an admin now.")  # noqa: T201 - a command talks to a terminal


if __name__ == "__main__":
    main()
