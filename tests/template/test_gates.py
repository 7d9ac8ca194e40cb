"""Every gate of a generated service goes red on the defect that it is for."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import Rendered
from tests.installing import UV, Finished, open_folder, run
from tests.processes import running_in, wait_until
from tests.rendering import Variant, environment
from tests.template.defects import FLOOR_TABLES, FLOORS, HARNESS, TOOLS, Defect

pytestmark = pytest.mark.slow

Install = Callable[[str], Path]
RunIn = Callable[[Path, str], Finished]

# A test that cannot be collected stops the run before a test fails.
RED = {
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.INTERRUPTED,
    pytest.ExitCode.USAGE_ERROR,
}
FINDINGS, USAGE, INTERRUPTED = 1, 2, 130
with_each_database = pytest.mark.parametrize(
    "database", ["sqlite", "postgresql"]
)


def each(defects: Mapping[str, Defect]) -> pytest.MarkDecorator:
    """Run a test with each of the defects."""
    return pytest.mark.parametrize(
        "defect", [pytest.param(defect, id=name) for name, defect in defects.items()]
    )


@pytest.fixture(scope="module")
def install(rendered: Rendered) -> Iterator[Install]:
    """Return what gives an installed service by its database; each is installed once."""
    with open_folder() as folder:

        @cache
        def find(database: str) -> Path:
            source = rendered(Variant("bare", database, "none"))
            service = Path(shutil.copytree(source, folder / database))
            result = run([UV, "sync", "--quiet"], service)
            assert result.returncode == 0, result.stdout
            return service

        yield find


@pytest.fixture
def database() -> str:
    """Return the database of the service; tests to which it matters name both."""
    return "sqlite"


@pytest.fixture
def service(install: Install, database: str, workshop: Path) -> Path:
    """Return a copy of an installed service to plant a defect in."""
    left_out = shutil.ignore_patterns(".venv", ".data", "*_cache", "__pycache__")
    return Path(shutil.copytree(install(database), workshop / "service", ignore=left_out))


@pytest.fixture
def run_in(install: Install, database: str) -> RunIn:
    """Return what runs a module in a copy, with the dependencies of the original."""
    python = install(database) / ".venv/bin/python"
    return lambda service, command: run([python, "-m", *command.split()], service)


@with_each_database
def test_pytest_without_defect_is_green(service: Path, run_in: RunIn) -> None:
    result = run_in(service, "pytest")

    assert result.returncode == 0, result.stdout


@with_each_database
@each(HARNESS)
def test_pytest_planted_defect_goes_red(service: Path, run_in: RunIn, defect: Defect) -> None:
    defect.plant(service)

    result = run_in(service, defect.command)

    assert result.returncode in RED, result.stdout
    assert re.search(defect.complaint, result.stdout), result.stdout


@each(TOOLS)
def test_tool_planted_defect_goes_red(service: Path, run_in: RunIn, defect: Defect) -> None:
    defect.plant(service)

    result = run_in(service, defect.command)

    assert result.returncode == 1, result.stdout
    assert re.search(defect.complaint, result.stdout), result.stdout


@each(FLOORS)
def test_cover_planted_defect_goes_red(service: Path, run_in: RunIn, defect: Defect) -> None:
    defect.plant(service)

    result = run_in(service, defect.command)

    assert result.returncode == FINDINGS, result.stdout
    assert re.search(defect.complaint, result.stdout), result.stdout


@each(FLOOR_TABLES)
def test_cover_wrong_table_of_floors_says_what_is_wrong(
    service: Path, run_in: RunIn, defect: Defect
) -> None:
    defect.plant(service)

    result = run_in(service, defect.command)

    assert result.returncode == USAGE, result.stdout
    assert re.search(defect.complaint, result.stdout), result.stdout


@pytest.mark.parametrize("database", ["postgresql"])
def test_check_interrupted_leaves_no_database_running(service: Path, install: Install, database: str) -> None:
    programs = install(database) / ".venv/bin"
    process = subprocess.Popen(
        [programs / "poe", "check", "tests"],
        cwd=service,
        env=environment(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}"),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    wait_until(lambda: running_in(service / ".data"))

    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=60)

    assert process.returncode == INTERRUPTED, output
    assert "Traceback" not in output
    assert running_in(service / ".data") == []


def test_pytest_without_seal_refuses_to_run(service: Path, run_in: RunIn) -> None:
    (service / ".touchstone").unlink()

    result = run_in(service, "pytest tests/unit")

    assert result.returncode == pytest.ExitCode.USAGE_ERROR
    assert "The file .touchstone is missing" in result.stdout
