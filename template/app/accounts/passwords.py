"""Hashes and checks passwords with Argon2, in a thread: it takes tens of milliseconds on purpose."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.accounts.settings import AccountsSettings


async def hash_password(password: str, settings: AccountsSettings) -> str:
    """Hash a password with a fresh salt.

    Args:
        password: The password in plain text.
        settings: The costs.

    Returns:
        The hash, with salt and costs inside.
    """
    return await asyncio.to_thread(_hasher(settings).hash, password)


async def verify_and_rehash(password: str, password_hash: str | None, settings: AccountsSettings) -> str | None:
    """Check a password, and say which hash to keep of it.

    Args:
        password: The password in plain text.
        password_hash: The stored hash; None when there is no such user: that takes as long and is never right.
        settings: The costs.

    Returns:
        The stored hash, or a new one when it was made with other costs; None when the password is wrong.

    Raises:
        argon2.exceptions.InvalidHashError: The stored hash is no Argon2 hash.
    """
    if password_hash is None:
        await hash_password(password, settings)
        return None
    hasher = _hasher(settings)
    try:
        await asyncio.to_thread(hasher.verify, password_hash, password)
    except VerifyMismatchError:
        return None
    return await hash_password(password, settings) if hasher.check_needs_rehash(password_hash) else password_hash


def _hasher(settings: AccountsSettings) -> PasswordHasher:
    return PasswordHasher(
        time_cost=settings.argon2_time_cost,
        memory_cost=settings.argon2_memory_kib,
        parallelism=settings.argon2_parallelism,
    )
