"""A catalogue query over every table: what tenants own is protected, and a table that is not gets found."""

from typing import NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.fixtures.workspaces import SHARED_TABLES
from tests.integration.workspaces.isolation.tenants import TENANT_COLUMN, TENANT_TABLES

# Whatever holds rows, views included: they show what their owner may see. The tests' own policy does not count.
PROTECTION = text("""
    SELECT relname, relrowsecurity, relforcerowsecurity, policyname, permissive, roles::text[], cmd, qual, with_check
    FROM pg_class LEFT JOIN pg_policies ON tablename = relname AND schemaname = current_schema()
        AND policyname <> 'tests'
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
        AND relname <> 'alembic_version'
""")


class Policy(NamedTuple):
    """A policy, as the catalogue of the database describes it."""

    name: str
    permissive: str
    roles: list[str]
    command: str
    using: str | None
    check: str | None


class Protection(NamedTuple):
    """What keeps the rows of a table apart."""

    enabled: bool
    forced: bool
    policies: list[Policy]


def setting(name: str) -> str:
    """Return how the catalogue writes the value of a setting."""
    return f"(NULLIF(current_setting('app.{name}'::text, true), ''::text))::uuid"


def tenant_policy(table: str) -> Policy:
    """Return the policy that every table of tenants needs: for everybody, for every command, reading and writing."""
    condition = f"({TENANT_COLUMN.get(table, 'workspace_id')} = {setting('workspace_id')})"
    return Policy("tenant", "PERMISSIVE", ["public"], "ALL", condition, condition)


async def read_protection(connection: AsyncConnection) -> dict[str, Protection]:
    """Return what keeps the rows of each table apart."""
    found: dict[str, Protection] = {}
    for table, enabled, forced, *policy in await connection.execute(PROTECTION):
        found.setdefault(table, Protection(enabled, forced, [])).policies.extend([Policy(*policy)] if policy[0] else [])
    return found


async def find_unprotected(connection: AsyncConnection) -> set[str]:
    """Return the tables whose rows some tenant might see although they are another's."""
    return {
        table
        for table, protection in (await read_protection(connection)).items()
        if table not in SHARED_TABLES
        and not (protection.enabled and protection.forced and tenant_policy(table) in protection.policies)
    }


async def run(connection: AsyncConnection, steps: list[str]) -> None:
    """Run statements, inside the transaction of the test."""
    for step in steps:
        await connection.exec_driver_sql(step)


TABLE = "CREATE TABLE planted (workspace_id uuid)"
ENABLE = "ALTER TABLE planted ENABLE ROW LEVEL SECURITY"
FORCE = "ALTER TABLE planted FORCE ROW LEVEL SECURITY"
POLICY = "CREATE POLICY tenant ON planted"
OURS = f"workspace_id = {setting('workspace_id')}"


async def test_read_catalogue_finds_no_table_unprotected(connection: AsyncConnection) -> None:
    assert await find_unprotected(connection) == set()


async def test_read_catalogue_knows_every_table_of_the_models(connection: AsyncConnection) -> None:
    assert set(await read_protection(connection)) == SHARED_TABLES | set(TENANT_TABLES)


async def test_read_catalogue_finds_two_further_policies_both_for_reading(connection: AsyncConnection) -> None:
    protection = await read_protection(connection)

    assert [
        (table, policy.name, policy.command)
        for table in sorted(protection)
        for policy in protection[table].policies
        if policy != tenant_policy(table)
    ] == [("memberships", "own", "SELECT"), ("workspaces", "own", "SELECT")]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([TABLE], id="table"),
        pytest.param(["CREATE TABLE planted (task_id uuid REFERENCES tasks (id))"], id="table-without-workspace"),
        pytest.param(["CREATE VIEW planted AS SELECT * FROM tasks"], id="view"),
        pytest.param(["CREATE MATERIALIZED VIEW planted AS SELECT * FROM tasks"], id="materialized-view"),
        pytest.param([TABLE, ENABLE, FORCE], id="without-policy"),
        pytest.param([TABLE, ENABLE, f"{POLICY} USING ({OURS}) WITH CHECK ({OURS})"], id="not-forced"),
        pytest.param([TABLE, FORCE, f"{POLICY} USING ({OURS}) WITH CHECK ({OURS})"], id="not-enabled"),
        pytest.param([TABLE, ENABLE, FORCE, f"{POLICY} USING (true) WITH CHECK ({OURS})"], id="reading-not-limited"),
        pytest.param([TABLE, ENABLE, FORCE, f"{POLICY} USING ({OURS}) WITH CHECK (true)"], id="writing-not-limited"),
        pytest.param([TABLE, ENABLE, FORCE, f"{POLICY} FOR SELECT USING ({OURS})"], id="for-reading-only"),
        pytest.param(
            [TABLE, ENABLE, FORCE, f"{POLICY} TO pg_monitor USING ({OURS}) WITH CHECK ({OURS})"], id="for-others-only"
        ),
        pytest.param(
            [TABLE, ENABLE, FORCE, f"{POLICY} AS RESTRICTIVE USING ({OURS}) WITH CHECK ({OURS})"], id="restrictive"
        ),
    ],
)
async def test_read_catalogue_with_a_planted_hole_finds_it(connection: AsyncConnection, steps: list[str]) -> None:
    await run(connection, steps)

    assert await find_unprotected(connection) == {"planted"}


async def test_read_catalogue_with_a_protected_table_more_finds_nothing(connection: AsyncConnection) -> None:
    await run(connection, [TABLE, ENABLE, FORCE, f"{POLICY} USING ({OURS}) WITH CHECK ({OURS})"])

    assert await find_unprotected(connection) == set()
