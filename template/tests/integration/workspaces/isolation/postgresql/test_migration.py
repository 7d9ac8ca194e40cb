"""The migration that makes the role of the service, for users with more and with fewer rights on the server."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.util import CommandError
from psycopg import sql
from sqlalchemy import make_url

from app.workspaces.isolation.postgresql import DATABASE_ROLE
from devtools.migrations import configure, upgrade
from tests.fixtures.postgresql import drop_database, mark_database, url_of

PASSWORD = "correct-horse"
PATIENCE_SECONDS = 30
# What a role may do in the database of the connection.
RIGHTS = """
    SELECT count(*) FROM pg_shdepend JOIN pg_database ON pg_database.oid = dbid
    WHERE refobjid = %s::regrole AND datname = current_database()
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"


@pytest.fixture
def server(server_url: str) -> Iterator[psycopg.Connection]:
    """Return a connection to the server."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def role(server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the name of a role that the service is to take on; it does not exist yet, and not any more afterwards."""
    name = f"test_{uuid4().hex}"
    monkeypatch.setenv("DATABASE_ROLE", name)
    yield name
    server.execute(f"DROP ROLE IF EXISTS {name}")


@pytest.fixture
def user(server: psycopg.Connection) -> Iterator[str]:
    """Return the name of a user who may log in to the server and nothing else."""
    name = f"test_{uuid4().hex}"
    server.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(PASSWORD)))
    yield name
    server.execute(f"DROP ROLE {name}")


@pytest.fixture
def empty_database(server: psycopg.Connection, server_url: str, role: str, user: str) -> Iterator[str]:
    """Make a database without tables, in which the user may make some; gives its URL."""
    name = f"test_{uuid4().hex}"
    server.execute(f"CREATE DATABASE {name}")
    mark_database(server, name)
    url = url_of(server_url, name)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"GRANT CREATE ON SCHEMA public TO {user}")
    yield url
    drop_database(server, name)


@pytest.fixture
def url_of_user(empty_database: str, user: str) -> str:
    """Return the URL of the empty database for the user."""
    url = make_url(empty_database).set(username=user, password=PASSWORD)
    return url.render_as_string(hide_password=False)


def wait_until_blocked(server: psycopg.Connection, url: str) -> None:
    """Wait until a statement in a database waits for another one to end.

    Raises:
        TimeoutError: None does.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.execute(WAITING, [make_url(url).database]).fetchone() == (0,):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)


def read_rights(url: str, role: str) -> int:
    """Return how many objects of a database a role has rights on."""
    with psycopg.connect(url) as connection:
        (count,) = connection.execute(RIGHTS, [role]).fetchone() or (0,)
    return int(count)


def test_upgrade_by_user_without_rights_says_what_an_administrator_must_do(
    url_of_user: str, role: str, user: str
) -> None:
    with pytest.raises(CommandError) as raised:
        upgrade(database_url=url_of_user)

    assert str(raised.value) == (
        f"The user {user} may not make the role {role}, which the service needs, or not take it on. "
        f"Let an administrator of the server run: CREATE ROLE {role} NOLOGIN; GRANT {role} TO {user};"
    )


def test_upgrade_by_user_without_rights_after_those_commands_gives_rights_to_the_role(
    server: psycopg.Connection, url_of_user: str, role: str, user: str
) -> None:
    server.execute(f"CREATE ROLE {role} NOLOGIN")
    server.execute(f"GRANT {role} TO {user}")

    upgrade(database_url=url_of_user)

    assert read_rights(url_of_user, role) > 0


def test_upgrade_with_a_role_above_the_policies_is_refused(
    server: psycopg.Connection, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first user of every server; it is always a superuser.
    (superuser,) = server.execute("SELECT rolname FROM pg_roles WHERE oid = 10").fetchone() or ("",)
    monkeypatch.setenv("DATABASE_ROLE", superuser)

    with pytest.raises(CommandError, match=f"^The role {superuser} sees the data of every tenant"):
        upgrade(database_url=empty_database)


def test_upgrade_while_another_database_makes_the_role_waits_and_takes_it(
    server: psycopg.Connection, server_url: str, empty_database: str, role: str
) -> None:
    with ThreadPoolExecutor() as threads, psycopg.connect(server_url) as other:
        other.execute(f"CREATE ROLE {role} NOLOGIN")
        upgrading = threads.submit(upgrade, database_url=empty_database)
        wait_until_blocked(server, empty_database)
        other.commit()
        upgrading.result(PATIENCE_SECONDS)

    assert read_rights(empty_database, role) > 0


def test_downgrade_takes_every_right_from_the_role_and_leaves_it(
    server: psycopg.Connection, committed_database: str
) -> None:
    command.downgrade(configure(database_url=committed_database), "0004")

    assert read_rights(committed_database, DATABASE_ROLE) == 0
    assert server.execute("SELECT FROM pg_roles WHERE rolname = %s", [DATABASE_ROLE]).fetchone() == ()
