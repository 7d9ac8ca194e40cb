"""The database goes away and comes back, while the server runs on."""

import httpx
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from tests.fixtures.server import Server

CUT_OFF = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


@pytest.fixture
def name(server_database: str) -> str:
    """Return the name of the server's database."""
    return str(make_url(server_database).database)


def let_in(server_url: str, database: str, *, allowed: bool) -> None:
    """Say whether a database takes connections; if not, those that there are end."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        change = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
        connection.execute(change.format(sql.Identifier(database), sql.Literal(allowed)))
        if not allowed:
            connection.execute(CUT_OFF, [database])


def test_read_readiness_database_goes_and_returns_follows_it(
    http: httpx.Client, server: Server, server_url: str, name: str
) -> None:
    before = http.get("/health/ready")
    let_in(server_url, name, allowed=False)
    during = http.get("/health/ready")
    alive = http.get("/health/live")
    let_in(server_url, name, allowed=True)
    after = http.get("/health/ready")

    assert [answer.status_code for answer in (before, during, alive, after)] == [200, 503, 200, 200]
    assert server.process.poll() is None
