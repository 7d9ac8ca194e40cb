"""Locks users, so that what belongs to one of them changes in one order.

Whoever begins or ends log-in sessions or password resets of a user locks the user's row first. So no session begins
unseen while a new password or a deactivation ends the others, and no two transactions wait for each other.
"""

from sqlalchemy import Select

from app.accounts.models import User


def locking_users(statement: Select[User]) -> Select[User]:
    """Return the statement so that it locks the users it finds until the transaction ends, and reads them afresh.

    Args:
        statement: Selects users.

    Returns:
        The same statement with the lock. SQLite has none: there a transaction that writes is alone from its beginning.
    """
    return statement.with_for_update(of=User, key_share=True).execution_options(populate_existing=True)
