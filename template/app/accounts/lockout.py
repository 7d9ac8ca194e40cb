"""Locks an e-mail address for a while after too many failed log-ins.

An attempt is counted before the password is checked and forgotten when it was right. So the count holds even when many
attempts arrive at once, and no attempt is lost when the process dies in between.
"""

import math
from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import LoginThrottle
from app.accounts.settings import AccountsSettings
from app.accounts.upsert import insert_into
from app.clock import now
from app.database.types import UtcDateTime
from app.problems import TooManyRequests


async def count_attempt(db: AsyncSession, email: str, settings: AccountsSettings) -> None:
    """Count a log-in attempt, or refuse it. The caller commits.

    Args:
        db: The session of the request.
        email: The address that somebody logs in with; it need not have an account.
        settings: How many attempts are allowed, and for how long the address is locked after the last of them.

    Raises:
        TooManyRequests: The address is locked.
    """
    moment = now()
    # A lock that has run out starts a new count.
    failures = case((LoginThrottle.locked_until.is_not(None), 1), else_=LoginThrottle.failures + 1)
    locked_until = literal(moment + timedelta(minutes=settings.lockout_minutes), UtcDateTime())
    counted = await db.scalar(
        insert_into(LoginThrottle, db)
        .values(email=email, failures=1)
        .on_conflict_do_update(
            index_elements=[LoginThrottle.email],
            set_={
                "failures": failures,
                "locked_until": case((failures >= settings.lockout_failures, locked_until)),
            },
            where=or_(LoginThrottle.locked_until.is_(None), LoginThrottle.locked_until <= moment),
        )
        .returning(LoginThrottle.failures)
    )
    if counted is None:
        end = await db.scalar(select(LoginThrottle.locked_until).where(LoginThrottle.email == email))
        raise TooManyRequests("Too many failed log-ins. Try again later.", seconds_until(end or moment, moment))


async def forget_failures(db: AsyncSession, email: str) -> None:
    """Start a new count for an e-mail address and unlock it.

    Args:
        db: The session of the request.
        email: The address.
    """
    await db.execute(delete(LoginThrottle).where(LoginThrottle.email == email))


def seconds_until(end: datetime, moment: datetime) -> int:
    """Return how many whole seconds to wait so that the end has come; at least one."""
    return max(1, math.ceil((end - moment).total_seconds()))
