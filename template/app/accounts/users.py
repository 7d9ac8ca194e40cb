"""Users: create, find, list, change, deactivate."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.locking import locking_users
from app.accounts.models import User
from app.accounts.password_reset import discard_tokens
from app.accounts.passwords import hash_password
from app.accounts.schemas import UserRegister, UserUpdate
from app.accounts.sessions import end_sessions
from app.accounts.settings import AccountsSettings
from app.problems import Conflict, NotFound

EMAIL_IS_TAKEN = "There is an account with this e-mail address."

# Other domains add here what must happen when a user is deactivated, in the same transaction.
on_deactivation: list[Callable[[AsyncSession, User], Awaitable[None]]] = []


async def create_user(
    db: AsyncSession, new: UserRegister, settings: AccountsSettings, *, is_admin: bool = False
) -> User:
    """Create a user.

    Args:
        db: The session of the request.
        new: The user.
        settings: The costs of hashing the password.
        is_admin: Whether they are an admin.

    Returns:
        The user, written but not committed.

    Raises:
        Conflict: The e-mail address is taken.
    """
    user = User(
        email=new.email,
        full_name=new.full_name,
        password_hash=await hash_password(new.password.get_secret_value(), settings),
        is_admin=is_admin,
    )
    db.add(user)
    await _write_unique_email(db)
    return user


async def get_user(db: AsyncSession, user_id: UUID) -> User:
    """Return a user.

    Raises:
        NotFound: There is no such user.
    """
    user = await db.get(User, user_id)
    if user is None:
        raise NotFound("There is no such user.")
    return user


async def lock_user(db: AsyncSession, user_id: UUID) -> User:
    """Return a user as they are now, and keep others from changing them until the transaction ends.

    Raises:
        NotFound: There is no such user.
    """
    user = await db.scalar(locking_users(select(User).where(User.id == user_id)))
    if user is None:
        raise NotFound("There is no such user.")
    return user


def select_users(search: str) -> Select[User]:
    """Select users in a stable order, oldest first.

    Args:
        search: A piece of the name or of the e-mail address, in any letter case; empty for everybody.

    Returns:
        The statement.
    """
    return (
        select(User)
        .where(or_(User.full_name.icontains(search, autoescape=True), User.email.icontains(search, autoescape=True)))
        .order_by(User.created_at, User.id)
    )


async def update_user(db: AsyncSession, user_id: UUID, changes: UserUpdate) -> User:
    """Change a user.

    Args:
        db: The session of the request.
        user_id: The user.
        changes: What changes.

    Returns:
        The user, written but not committed.

    Raises:
        NotFound: There is no such user.
        Conflict: The e-mail address is taken.
    """
    user = await get_user(db, user_id)
    for name, value in changes.model_dump(exclude_unset=True).items():
        setattr(user, name, value)
    await _write_unique_email(db)
    if "email" in changes.model_fields_set:
        # A reset that was mailed to the former address must not outlive it.
        await discard_tokens(db, user.id)
    return user


async def deactivate_user(db: AsyncSession, user_id: UUID) -> User:
    """Deactivate a user and end their log-in sessions.

    Args:
        db: The session of the request.
        user_id: The user.

    Returns:
        The user, changed but not committed.

    Raises:
        NotFound: There is no such user.
    """
    user = await lock_user(db, user_id)
    user.is_active = False
    await end_sessions(db, user.id)
    for react in on_deactivation:
        await react(db, user)
    return user


async def reactivate_user(db: AsyncSession, user_id: UUID) -> User:
    """Let a deactivated user log in again.

    Args:
        db: The session of the request.
        user_id: The user.

    Returns:
        The user, changed but not committed.

    Raises:
        NotFound: There is no such user.
    """
    user = await lock_user(db, user_id)
    user.is_active = True
    return user


async def _write_unique_email(db: AsyncSession) -> None:
    try:
        await db.flush()
    except IntegrityError as error:
        # The address is the one thing that can be taken. Asking for it first would not help: another may come between.
        raise Conflict(EMAIL_IS_TAKEN) from error
