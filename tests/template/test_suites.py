"""Generated services as their owners get them: installed, and everything in them run."""

import re
import sqlite3
from pathlib import Path

import pytest

from tests.installing import interpreters, run, run_task, summary_of
from tests.rendering import VARIANTS, choices
from tests.template.conftest import MakeService

pytestmark = pytest.mark.slow

OLDEST, NEWEST = min(interpreters()), max(interpreters())
LEAST_COVERAGE = 95
# Each starter with each database, and both with the oldest and the newest Python.
COVERING = [
    pytest.param("tracker", "postgresql", OLDEST),
    pytest.param("tracker", "sqlite", NEWEST),
    pytest.param("accounts", "postgresql", NEWEST),
    pytest.param("accounts", "sqlite", OLDEST),
    pytest.param("bare", "postgresql", NEWEST),
    pytest.param("bare", "sqlite", OLDEST),
]


@pytest.mark.parametrize(("starter", "database", "python"), COVERING)
def test_check_generated_service_is_green_and_covered(
    make_service: MakeService, starter: str, database: str, python: str
) -> None:
    service = make_service(starter, database)

    result = run_task(service, "check", UV_PYTHON=str(interpreters()[python]))

    [covered] = re.findall(r"^total +\d+ % +([\d.]+) %", result.stdout, re.MULTILINE) or ["0"]
    assert result.returncode == 0, result.stdout
    assert re.fullmatch(r"\d+ passed", summary_of(result.stdout))
    assert float(covered) >= LEAST_COVERAGE


def test_covering_selection_has_every_starter_and_database() -> None:
    selected = {(starter, database) for starter, database, _ in (case.values for case in COVERING)}

    assert selected == {(variant.starter, variant.database) for variant in VARIANTS}
    assert set(interpreters()) <= set(choices("python_version"))


@pytest.mark.parametrize("database", ["postgresql", "sqlite"])
def test_replace_example_as_its_page_says_leaves_a_green_service(
    make_service: MakeService, database: str
) -> None:
    service = make_service("tracker", database)
    page = (service / "docs/replace-the-example.md").read_text()
    [commands] = re.findall(r"^```sh\n(.+?)^```$", page, re.MULTILINE | re.DOTALL)
    [floor] = re.findall(r"remove the line that begins with `(.+?)`", page)

    run(["bash", "-euc", commands], service)
    floors = service / "quality/floors.toml"
    kept = [line for line in floors.read_text().splitlines() if not line.startswith(floor)]
    floors.write_text("\n".join(kept) + "\n")
    result = run_task(service, "check")

    assert result.returncode == 0, result.stdout
    assert not list(service.glob("app/workspaces/*"))


def test_test_sqlite_service_with_database_url_never_opens_that_database(
    make_service: MakeService, tmp_path: Path
) -> None:
    service, payroll = make_service("bare", "sqlite"), tmp_path / "payroll.sqlite"
    with sqlite3.connect(payroll) as connection:
        connection.execute("CREATE TABLE people (name TEXT)")
        connection.execute("INSERT INTO people VALUES ('Ada')")
    before = payroll.read_bytes()

    result = run_task(service, "test", DATABASE_URL=f"sqlite:///{payroll}")

    assert result.returncode == 0, result.stdout
    assert payroll.read_bytes() == before
