"""INSERT … ON CONFLICT, which SQLAlchemy has once for each dialect."""

from importlib import import_module
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.database import Base


def insert_into(model: type[Base], db: AsyncSession) -> Any:
    """Return an INSERT that knows ON CONFLICT.

    Args:
        model: Where the row goes.
        db: A session on the database that is to understand it.

    Returns:
        The `Insert` of the database's own dialect.
    """
    dialect = import_module(f"sqlalchemy.dialects.{db.get_bind().dialect.name}")
    return dialect.insert(model)
