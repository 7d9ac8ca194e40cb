"""Command one of the README, as a user with an empty home folder runs it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from scripts.destination import SEAL, State, inspect
from scripts.worktree import copy_worktree
from tests.processes import running_in

pytestmark = pytest.mark.slow

# Where this machine's packages come from is no part of what is tested.
PASSED_ON = ("PIP_", "UV_", "SSL_", "REQUESTS_", "HTTP_", "HTTPS_", "NO_PROXY")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clean clone of this repository as it stands."""
    folder = copy_worktree(tmp_path_factory.mktemp("try") / "touchstone")
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"]
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
    subprocess.run(["git", *identity, "commit", "--quiet", "-m", "Start"], cwd=folder, check=True)
    return folder


@pytest.fixture
def place() -> Iterator[Path]:
    """Return an empty folder for services.

    Not `tmp_path`: each pytest that starts takes the rights of others off the folder above it. Run
    by the administrator, the embedded PostgreSQL is such another and loses its files.
    """
    with tempfile.TemporaryDirectory(prefix="touchstone-") as folder:
        yield Path(folder)


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    """Return an environment with an empty home folder and nothing but the system on PATH."""
    home = tmp_path / "home"
    home.mkdir()
    passed_on = {name: os.environ[name] for name in os.environ if name.startswith(PASSED_ON)}
    return {**passed_on, "PATH": "/usr/bin:/bin", "HOME": str(home), "TERM": "xterm"}


def try_it(clone: Path, settings: dict[str, str], *arguments: str | Path) -> "pexpect.spawn[str]":
    """Start the command in a terminal.

    Args:
        clone: folder of the template.
        settings: the whole environment.
        arguments: what follows the script's name.
    """
    return pexpect.spawn(
        sys.executable,
        ["scripts/try.py", *(str(argument) for argument in arguments)],
        cwd=str(clone),
        env=settings,
        encoding="utf-8",
        timeout=300,
    )


def rest(terminal: "pexpect.spawn[str]") -> str:
    """Wait for the end and return what was printed since the last expectation."""
    terminal.expect(pexpect.EOF)
    terminal.close()
    return str(terminal.before).replace("\r\n", "\n")


def test_try_in_empty_home_generates_a_service_whose_tests_pass(
    clone: Path, settings: dict[str, str], place: Path
) -> None:
    shop = place / "shop"

    first = try_it(clone, settings, shop)
    shown = rest(first)

    assert first.exitstatus == 0, shown
    assert [shown.count(f"[{number}/4]") for number in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert "works and its tests pass. Next:" in shown
    assert inspect(shop) is State.SERVICE


def test_try_twice_keeps_the_service_and_runs_its_tests_again(
    clone: Path, settings: dict[str, str], place: Path
) -> None:
    shop = place / "shop"
    rest(try_it(clone, settings, shop, "--data", "starter=bare", "--data", "database=sqlite"))
    (shop / "README.md").write_text("edited by its owner\n")

    second = try_it(clone, settings, shop)
    shown = rest(second)

    assert second.exitstatus == 0, shown
    assert "already holds a generated service: it is kept as it is" in shown
    assert "[3/3]" in shown
    assert (shop / "README.md").read_text() == "edited by its owner\n"


def test_try_interrupted_while_generating_removes_the_half_made_service(
    clone: Path, settings: dict[str, str], place: Path
) -> None:
    terminal = try_it(clone, settings, place / "shop")
    terminal.expect_exact("copier copy --trust")

    terminal.sendintr()
    shown = rest(terminal)

    assert terminal.exitstatus == 130
    assert "\nStopped. " in shown
    assert "Traceback" not in shown
    assert not (place / "shop").exists()


def test_try_interrupted_while_testing_ends_every_process_and_keeps_the_service(
    clone: Path, settings: dict[str, str], place: Path
) -> None:
    shop = place / "shop"
    terminal = try_it(clone, settings, shop)
    terminal.expect_exact("test session starts")

    terminal.sendintr()
    shown = rest(terminal)

    assert terminal.exitstatus == 130
    assert shown.splitlines()[-1] == "Stopped. Run the same command again to go on."
    assert "Traceback" not in shown
    assert (shop / SEAL).is_file()
    assert running_in(shop) == []


def test_try_with_refused_answer_shows_copiers_message(
    clone: Path, settings: dict[str, str], place: Path
) -> None:
    terminal = try_it(clone, settings, place / "shop", "--data", "coverage_floor=101")

    shown = rest(terminal)

    assert terminal.exitstatus == 1
    assert "\ncoverage_floor: A floor is a whole percentage from 0 to 100" in shown
    assert "error: the service was not generated" in shown
    assert "Traceback" not in shown
    assert not (place / "shop").exists()


def test_try_without_a_network_says_so_once(settings: dict[str, str], place: Path) -> None:
    fresh = copy_worktree(place / "touchstone")
    # Nothing listens on the discard port.
    offline = {**settings, "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}

    terminal = try_it(fresh, offline, place / "shop")
    shown = rest(terminal)

    assert terminal.exitstatus == 1
    assert shown.count("error: ") == 1
    assert "pip could not reach the package index to install the tools" in shown
    assert "Traceback" not in shown
