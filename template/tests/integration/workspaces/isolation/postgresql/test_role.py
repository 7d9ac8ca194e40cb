"""The role of the service: what it may do, and that it is in force."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from app.workspaces.isolation import enter_workspace
from app.workspaces.isolation.postgresql import DATABASE_ROLE
from app.workspaces.models import Workspace
from tests.fixtures.workspaces import SHARED_TABLES
from tests.integration.workspaces.isolation.tenants import TENANT_TABLES


async def test_read_role_of_the_service_can_do_nothing_special(connection: AsyncConnection) -> None:
    role = await connection.execute(
        text(
            "SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication"
            " FROM pg_roles WHERE rolname = :role"
        ),
        {"role": DATABASE_ROLE},
    )

    assert role.one() == (False, False, False, False, False, False)


async def test_read_role_of_the_service_has_no_share_in_another(connection: AsyncConnection) -> None:
    others = await connection.scalars(
        text("SELECT roleid::regrole::text FROM pg_auth_members WHERE member = CAST(:role AS regrole)"),
        {"role": DATABASE_ROLE},
    )

    assert others.all() == []


async def test_read_role_of_the_service_owns_nothing(connection: AsyncConnection) -> None:
    owned = await connection.scalars(
        text("SELECT objid::regclass::text FROM pg_shdepend WHERE refobjid = CAST(:role AS regrole) AND deptype = 'o'"),
        {"role": DATABASE_ROLE},
    )

    assert owned.all() == []


async def test_read_rights_of_the_service_are_rows_of_its_tables_and_no_more(connection: AsyncConnection) -> None:
    rights = await connection.execute(
        text("SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = :role"),
        {"role": DATABASE_ROLE},
    )

    assert {(table, right) for table, right in rights} == {
        (table, right)
        for table in SHARED_TABLES | set(TENANT_TABLES)
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE")
    }


async def test_begin_transaction_of_the_service_takes_on_its_role(db: AsyncSession) -> None:
    assert await db.scalar(text("SELECT current_user")) == DATABASE_ROLE


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE planted (id int)",
        "CREATE VIEW planted AS SELECT * FROM tasks",
        "CREATE SCHEMA planted",
        "CREATE ROLE planted",
        "ALTER TABLE tasks DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON tasks",
        "CREATE POLICY planted ON tasks USING (true)",
        "DROP TABLE tasks",
        "TRUNCATE tasks",
        "CREATE TRIGGER planted AFTER INSERT ON tasks EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "UPDATE alembic_version SET version_num = ''",
    ],
)
async def test_execute_statement_above_its_rights_is_refused(db: AsyncSession, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        await db.execute(text(statement))


async def test_switch_row_security_off_then_read_is_refused(db: AsyncSession, workspace: Workspace) -> None:
    await enter_workspace(db, workspace.id)
    await db.execute(text("SET LOCAL row_security = off"))

    with pytest.raises(ProgrammingError, match="would be affected by row-level security policy"):
        await db.execute(text("SELECT * FROM tasks"))


async def test_create_table_later_gives_its_rows_to_the_service(
    connection: AsyncConnection, sessions: async_sessionmaker[AsyncSession]
) -> None:
    await connection.execute(text("CREATE TABLE orders (id serial, name text)"))

    async with sessions() as db:
        stored = await db.scalars(text("INSERT INTO orders (name) VALUES ('first') RETURNING id"))

    assert stored.all() == [1]
