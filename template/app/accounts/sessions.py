"""Log-in sessions: begin, find, refresh and end them."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager

from app.accounts.models import MAX_USER_AGENT, LoginSession, RefreshToken, User
from app.accounts.schemas import TokenPair
from app.accounts.settings import AccountsSettings
from app.accounts.tokens import AccessClaims, create_access_token, create_opaque_token, digest
from app.clock import now
from app.problems import Unauthorized


async def begin_session(db: AsyncSession, user: User, user_agent: str | None, settings: AccountsSettings) -> TokenPair:
    """Begin a log-in session.

    Args:
        db: The session of the request.
        user: Who logs in, their row locked.
        user_agent: What the client calls itself.
        settings: How long tokens are valid.

    Returns:
        Its first pair of tokens.
    """
    login = LoginSession(
        user_id=user.id,
        expires_at=now() + timedelta(days=settings.refresh_token_days),
        user_agent=user_agent and user_agent.replace("\0", "")[:MAX_USER_AGENT],
    )
    db.add(login)
    await db.flush()
    return await _issue_tokens(db, login, settings)


async def find_session(db: AsyncSession, claims: AccessClaims) -> LoginSession | None:
    """Find the living session that an access token speaks of, with its user, in one query.

    Args:
        db: The session of the request.
        claims: What the token says.

    Returns:
        The session; None when it has ended or its user is not active.
    """
    return await db.scalar(
        select(LoginSession)
        .join(LoginSession.user)
        .options(contains_eager(LoginSession.user))
        .where(
            LoginSession.id == claims.session_id,
            LoginSession.user_id == claims.user_id,
            LoginSession.revoked_at.is_(None),
            LoginSession.expires_at > now(),
            User.is_active,
        )
    )


async def refresh_session(db: AsyncSession, token: str, settings: AccountsSettings) -> TokenPair:
    """Exchange a refresh token for a fresh pair; the session lives on.

    A token that was exchanged before is in two hands, and one of them may be a thief's: the whole session ends.

    Args:
        db: The session of the request.
        token: The refresh token.
        settings: How long tokens are valid.

    Returns:
        The fresh pair.

    Raises:
        Unauthorized: The token is unknown, expired or was used before, or its session has ended.
    """
    moment = now()
    refused = Unauthorized("The refresh token is not valid.")
    # Of two requests with one token, the database lets one through.
    session_id = await db.scalar(
        update(RefreshToken)
        .where(
            RefreshToken.token_hash == digest(token),
            RefreshToken.consumed_at.is_(None),
            RefreshToken.expires_at > moment,
        )
        .values(consumed_at=moment)
        .returning(RefreshToken.session_id)
    )
    if session_id is None:
        await _revoke_session_of_consumed_token(db, token)
        raise refused
    login = await db.scalar(
        update(LoginSession)
        .where(
            LoginSession.id == session_id,
            LoginSession.revoked_at.is_(None),
            LoginSession.user_id.in_(select(User.id).where(User.is_active)),
        )
        .values(expires_at=moment + timedelta(days=settings.refresh_token_days))
        .returning(LoginSession)
    )
    if login is None:
        raise refused
    return await _issue_tokens(db, login, settings)


async def end_sessions(db: AsyncSession, user_id: UUID) -> None:
    """End every log-in session of a user, whose row is locked.

    Args:
        db: The session of the request.
        user_id: The user.
    """
    await db.execute(
        update(LoginSession)
        .where(LoginSession.user_id == user_id, LoginSession.revoked_at.is_(None))
        .values(revoked_at=now())
    )


async def _issue_tokens(db: AsyncSession, login: LoginSession, settings: AccountsSettings) -> TokenPair:
    token = create_opaque_token()
    db.add(RefreshToken(session_id=login.id, token_hash=digest(token), expires_at=login.expires_at))
    return TokenPair(
        access_token=create_access_token(AccessClaims(user_id=login.user_id, session_id=login.id), settings),
        refresh_token=token,
        expires_in=settings.access_token_minutes * 60,
    )


async def _revoke_session_of_consumed_token(db: AsyncSession, token: str) -> None:
    await db.execute(
        update(LoginSession)
        .where(
            LoginSession.id.in_(
                select(RefreshToken.session_id).where(
                    RefreshToken.token_hash == digest(token), RefreshToken.consumed_at.is_not(None)
                )
            ),
            LoginSession.revoked_at.is_(None),
        )
        .values(revoked_at=now())
    )
    # The answer is an error, which rolls back: this must stay.
    await db.commit()
