"""Makes a user an admin, for the first one there is: `python -m app.accounts.make_admin EMAIL`."""

import argparse
import asyncio

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app import database
from app.accounts.fields import normalise_email
from app.accounts.models import User
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


async def run(email: str, settings: Settings) -> None:
    """Connect to the service's database and make a user an admin.

    Args:
        email: The address of the account.
        settings: Where the database is.

    Raises:
        ValueError: That is no e-mail address, or it has no account.
    """
    engine = database.create_engine(settings.database_url)
    try:
        async with database.create_sessions(engine)() as db:
            await make_admin(db, email)
    finally:
        await engine.dispose()


def main() -> None:
    """Read the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m app.accounts.make_admin", description=__doc__)
    parser.add_argument("email", help="the e-mail address of a registered user")
    email = parser.parse_args().email
    try:
        asyncio.run(run(email, load_settings(Settings)))
    except ValueError as error:
        parser.error(str(error))
    print(f"{email} is an admin now.")  # noqa: T201 - a command talks to a terminal


if __name__ == "__main__":
    main()
