"""SQL without a WHERE, as somebody may forget it: it reaches the rows of one tenant and no others."""

# ruff: noqa: S608 - the names of tables come from the models

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.isolation import enter_workspace, see_memberships_of
from app.workspaces.models import Workspace
from tests.integration.workspaces.isolation.tenants import TENANT_COLUMN, TENANT_TABLES

pytestmark = [pytest.mark.usefixtures("tenants"), pytest.mark.parametrize("table", TENANT_TABLES)]


async def test_select_without_where_outside_returns_nothing(db: AsyncSession, table: str) -> None:
    rows = await db.execute(text(f"SELECT * FROM {table}"))

    assert rows.all() == []


async def test_select_without_where_inside_returns_rows_of_the_workspace_only(
    db: AsyncSession, workspace: Workspace, table: str
) -> None:
    await enter_workspace(db, workspace.id)

    found = await db.scalars(text(f"SELECT {TENANT_COLUMN[table]} FROM {table}"))

    assert found.all() == [workspace.id]


async def test_update_without_where_inside_changes_rows_of_the_workspace_only(
    db: AsyncSession, workspace: Workspace, table: str
) -> None:
    await enter_workspace(db, workspace.id)

    column = TENANT_COLUMN[table]
    changed = await db.scalars(text(f"UPDATE {table} SET {column} = {column} RETURNING {column}"))

    assert changed.all() == [workspace.id]


async def test_update_row_of_another_workspace_changes_nothing(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, table: str
) -> None:
    await enter_workspace(db, workspace.id)

    column = TENANT_COLUMN[table]
    changed = await db.scalars(
        text(f"UPDATE {table} SET {column} = {column} WHERE {column} = :other RETURNING {column}"),
        {"other": other_workspace.id},
    )

    assert changed.all() == []


async def test_update_rows_to_another_workspace_is_refused(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, table: str
) -> None:
    await enter_workspace(db, workspace.id)

    with pytest.raises(ProgrammingError, match=f'row-level security policy for table "{table}"'):
        await db.execute(text(f"UPDATE {table} SET {TENANT_COLUMN[table]} = :other"), {"other": other_workspace.id})


async def test_delete_row_of_another_workspace_deletes_nothing(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, table: str
) -> None:
    await enter_workspace(db, workspace.id)

    column = TENANT_COLUMN[table]
    deleted = await db.scalars(
        text(f"DELETE FROM {table} WHERE {column} = :other RETURNING {column}"), {"other": other_workspace.id}
    )

    assert deleted.all() == []


async def test_insert_copy_of_own_row_into_another_workspace_is_refused(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, table: str
) -> None:
    await enter_workspace(db, workspace.id)
    moved = f"jsonb_populate_record({table}, jsonb_build_object('{TENANT_COLUMN[table]}', CAST(:other AS text)))"

    with pytest.raises(ProgrammingError, match=f'row-level security policy for table "{table}"'):
        await db.execute(
            text(f"INSERT INTO {table} SELECT ({moved}).* FROM {table}"), {"other": str(other_workspace.id)}
        )


async def test_delete_without_where_while_seeing_memberships_deletes_nothing(
    db: AsyncSession, owner: User, table: str
) -> None:
    await see_memberships_of(db, owner.id)

    deleted = await db.execute(text(f"DELETE FROM {table} RETURNING *"))

    assert deleted.all() == []
