"""Who makes the request."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import OAuth2PasswordBearer

from app.accounts.models import LoginSession, User
from app.accounts.sessions import find_session
from app.accounts.settings import Settings
from app.accounts.tokens import read_access_token
from app.database import Session
from app.problems import Forbidden, Unauthorized

read_bearer_token = OAuth2PasswordBearer(tokenUrl="/auth/login")


async def get_current_session(
    db: Session, settings: Settings, token: Annotated[str, Depends(read_bearer_token)]
) -> LoginSession:
    """Return the log-in session of the request, with its user.

    Args:
        db: The session of the request.
        settings: The key of the access tokens.
        token: The access token.

    Returns:
        The log-in session.

    Raises:
        Unauthorized: The token is not valid, its session has ended or its user is not active.
    """
    login = await find_session(db, read_access_token(token, settings))
    if login is None:
        raise Unauthorized("The log-in session has ended.")
    return login


CurrentSession = Annotated[LoginSession, Depends(get_current_session)]


async def get_current_user(login: CurrentSession) -> User:
    """Return who makes the request."""
    return login.user


CurrentUser = Annotated[User, Depends(get_current_user)]


async def get_current_admin(user: CurrentUser) -> User:
    """Return the admin who makes the request.

    Raises:
        Forbidden: Whoever makes it is no admin.
    """
    if not user.is_admin:
        raise Forbidden("Only admins may do this.")
    return user


CurrentAdmin = Annotated[User, Depends(get_current_admin)]
