"""Tokens: signed ones that say who makes a request, and opaque ones that the database knows."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import jwt

from app.accounts.settings import AccountsSettings
from app.clock import now
from app.problems import Unauthorized

ALGORITHM = "HS256"
OPAQUE_BYTES = 32


@dataclass(frozen=True)
class AccessClaims:
    """What an access token says."""

    user_id: UUID
    session_id: UUID


def create_access_token(claims: AccessClaims, settings: AccountsSettings) -> str:
    """Sign an access token that is valid from now on.

    Args:
        claims: What it says.
        settings: The key, and how long it is valid.

    Returns:
        The token, a JWT.
    """
    moment = now()
    payload = {
        "sub": str(claims.user_id),
        "sid": str(claims.session_id),
        "iat": moment,
        "exp": moment + timedelta(minutes=settings.access_token_minutes),
    }
    return jwt.encode(payload, settings.secret_key.get_secret_value(), algorithm=ALGORITHM)


def read_access_token(token: str, settings: AccountsSettings) -> AccessClaims:
    """Check an access token and read what it says.

    Args:
        token: The token as the client sent it.
        settings: The key.

    Returns:
        Its claims. That its session still lives is for the caller to find out.

    Raises:
        Unauthorized: It is not ours, was changed, has expired or lacks a claim.
    """
    try:
        payload = jwt.decode(
            token,
            settings.secret_key.get_secret_value(),
            algorithms=[ALGORITHM],
            options={"require": ["sub", "sid", "iat", "exp"]},
        )
        return AccessClaims(user_id=UUID(payload["sub"]), session_id=UUID(payload["sid"]))
    except (jwt.InvalidTokenError, ValueError, AttributeError) as error:
        raise Unauthorized("The access token is not valid.") from error


def create_opaque_token() -> str:
    """Return a new token that cannot be guessed; only its digest may be stored."""
    return secrets.token_urlsafe(OPAQUE_BYTES)


def digest(token: str) -> str:
    """Return what the database keeps of an opaque token. It is random, so a plain SHA-256 cannot be reversed."""
    return hashlib.sha256(token.encode()).hexdigest()
