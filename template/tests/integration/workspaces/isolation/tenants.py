"""What can be seen of tenants, for tests to compare with."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import Base
from app.discovery import domain_modules
from tests.fixtures.workspaces import SHARED_TABLES

domain_modules("models")

# In an order in which each stands behind those it refers to.
TENANT_TABLES = [table.name for table in Base.metadata.sorted_tables if table.name not in SHARED_TABLES]
# Which column says whose row it is.
TENANT_COLUMN = dict.fromkeys(TENANT_TABLES, "workspace_id") | {"workspaces": "id"}
MODELS: dict[str, Any] = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}

Seen = dict[str, set[UUID]]


def rows_of(*workspace_ids: UUID) -> Seen:
    """Return what is seen by whoever sees rows of these workspaces in each table, and of no other."""
    return {table: set(workspace_ids) for table in TENANT_TABLES}


def workspace_column(table: str) -> Any:
    """Return what says which workspace a row of a table belongs to."""
    return getattr(MODELS[table], TENANT_COLUMN[table])


async def see(db: AsyncSession) -> Seen:
    """Return whose rows a session sees in each table, without a WHERE."""
    return {table: set(await db.scalars(select(workspace_column(table)))) for table in TENANT_TABLES}


async def delete_everything(db: AsyncSession) -> None:
    """Delete whatever a session may delete, without a WHERE."""
    for table in reversed(TENANT_TABLES):
        await db.execute(delete(MODELS[table]))
