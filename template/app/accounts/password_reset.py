"""A new password for whoever can read the mail of an account."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.locking import locking_users
from app.accounts.lockout import forget_failures
from app.accounts.models import PasswordReset, User
from app.accounts.passwords import hash_password
from app.accounts.sessions import end_sessions
from app.accounts.settings import AccountsSettings
from app.accounts.tokens import create_opaque_token, digest
from app.clock import now
from app.problems import Problem


class InvalidResetToken(Problem):
    """A reset token is unknown, expired or was used."""

    status = HTTPStatus.BAD_REQUEST


async def request_reset(db: AsyncSession, email: str, settings: AccountsSettings) -> str | None:
    """Make a token for a new password; earlier ones of the same user are good for nothing any more.

    Args:
        db: The session of the request.
        email: The address of the account, normalised.
        settings: How long the token is valid.

    Returns:
        The token to mail; None when there is no active user with this address.
    """
    user = await db.scalar(locking_users(select(User).where(User.email == email, User.is_active)))
    if user is None:
        return None
    await discard_tokens(db, user.id)
    token = create_opaque_token()
    db.add(
        PasswordReset(
            user_id=user.id,
            token_hash=digest(token),
            expires_at=now() + timedelta(minutes=settings.password_reset_minutes),
        )
    )
    return token


async def confirm_reset(db: AsyncSession, token: str, new_password: str, settings: AccountsSettings) -> None:
    """Set a new password, end every log-in session of the user and unlock the address.

    Args:
        db: The session of the request.
        token: The token from the mail.
        new_password: The new password in plain text.
        settings: The costs of hashing it.

    Raises:
        InvalidResetToken: The token is unknown, expired or was used, or its user is not active.
    """
    password_hash = await hash_password(new_password, settings)
    refused = InvalidResetToken("The link is not valid any more. Ask for a new one.")
    user = await db.scalar(
        locking_users(
            select(User)
            .join(PasswordReset, PasswordReset.user_id == User.id)
            .where(PasswordReset.token_hash == digest(token), User.is_active)
        )
    )
    if user is None:
        raise refused
    moment = now()
    # Of two requests with one token, the database lets one through.
    used = await db.scalar(
        update(PasswordReset)
        .where(
            PasswordReset.token_hash == digest(token),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > moment,
        )
        .values(used_at=moment)
        .returning(PasswordReset.id)
    )
    if used is None:
        raise refused
    user.password_hash = password_hash
    await end_sessions(db, user.id)
    await forget_failures(db, user.email)


async def discard_tokens(db: AsyncSession, user_id: UUID) -> None:
    """Make every token that was mailed to a user good for nothing.

    Args:
        db: The session of the request.
        user_id: The user, their row locked.
    """
    await db.execute(
        update(PasswordReset)
        .where(PasswordReset.user_id == user_id, PasswordReset.used_at.is_(None))
        .values(used_at=now())
    )
