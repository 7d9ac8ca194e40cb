"""Logging in with a password."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.locking import locking_users
from app.accounts.lockout import count_attempt, forget_failures
from app.accounts.models import User
from app.accounts.passwords import verify_and_rehash
from app.accounts.schemas import TokenPair
from app.accounts.sessions import begin_session
from app.accounts.settings import AccountsSettings
from app.problems import Unauthorized


async def log_in(
    db: AsyncSession, email: str, password: str, user_agent: str | None, settings: AccountsSettings
) -> TokenPair:
    """Check a password and begin a log-in session.

    An unknown address, a wrong password and an inactive user give the same answer and take as long.

    Args:
        db: The session of the request.
        email: The e-mail address, normalised.
        password: The password in plain text.
        user_agent: What the client calls itself.
        settings: Lockout, costs of hashing, and how long tokens are valid.

    Returns:
        The tokens.

    Raises:
        TooManyRequests: The address is locked after too many failures.
        Unauthorized: No active user has this address and this password.
    """
    await count_attempt(db, email, settings)
    password_hash = await db.scalar(select(User.password_hash).where(User.email == email))
    # The count must stay when the answer is an error, and no connection is kept waiting while the password is checked.
    await db.commit()

    refused = Unauthorized("The e-mail address or the password is wrong.")
    verified_hash = await verify_and_rehash(password, password_hash, settings)
    if verified_hash is None:
        raise refused
    # Under the lock the user must still be active and have the password that was checked.
    user = await db.scalar(
        locking_users(select(User).where(User.email == email, User.password_hash == password_hash, User.is_active))
    )
    if user is None:
        raise refused
    user.password_hash = verified_hash
    await forget_failures(db, email)
    return await begin_session(db, user, user_agent, settings)
