"""Installs generated services and runs what is in them."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.rendering import choices, environment

# Beside the interpreter that runs the tests: a dependency of this repository.
UV = Path(sys.executable).with_name("uv")
TIMEOUT_SECONDS = 600
PRINT_VERSION = "import sys, ssl, sqlite3; print('.'.join(map(str, sys.version_info[:2])))"

Finished = subprocess.CompletedProcess[str]


@cache
def interpreters() -> dict[str, Path]:
    """Return the Pythons on this machine that a service may run on, by version, oldest first."""
    found = {version: _find(version) for version in choices("python_version")}
    return {version: python for version, python in found.items() if python}


def _find(version: str) -> Path | None:
    """Return a working interpreter of a version, or None."""
    managed = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [sys.executable, shutil.which(f"python{version}")]
    candidates += [str(python) for python in managed.glob(f"{version}.*/bin/python")]
    working = (Path(python) for python in candidates if python and _version_of(python) == version)
    return next(working, None)


def _version_of(python: str) -> str:
    """Return the version of an interpreter, or nothing when it does not start."""
    command = [python, "-c", PRINT_VERSION]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


@contextmanager
def open_folder() -> Iterator[Path]:
    """Make a temporary folder for services that run.

    Not below pytest's own: whenever pytest starts, it closes that one to other users, and for the
    administrator the embedded PostgreSQL runs as another user.
    """
    with tempfile.TemporaryDirectory(prefix="touchstone-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def run(command: list[str | Path], folder: Path, **settings: str) -> Finished:
    """Run a command in a folder, in an environment without settings of this repository's own.

    Returns:
        What happened; standard error is part of the output.
    """
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=TIMEOUT_SECONDS,
    )


def run_task(service: Path, *task: str, **settings: str) -> Finished:
    """Run a task of a service as its owner does: `uv run poe TASK`."""
    return run([UV, "run", "--quiet", "poe", *task], service, **settings)


def summary_of(output: str) -> str:
    """Return the last line in which pytest says how many tests did what, without its time."""
    lines = re.findall(r"^=* ?(\d+ \w+.*?) in [\d.]+s.*$", output, re.MULTILINE)
    return str(lines[-1]) if lines else output
