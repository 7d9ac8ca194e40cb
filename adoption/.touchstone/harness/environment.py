"""The Python that runs the project's tests."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.errors import AdoptionError
from harness.project import CACHE, HOME, ROOT, Settings, shown
from harness.toolbox import tools_python

# What the tests' environment gets when it has no coverage of its own; it stays outside of that environment.
COVERAGE = HOME / "requirements-tests.txt"
_OLDEST_COVERAGE = 7
OVERLAYS = CACHE / "overlays"
# The environment of a project that pip installs, where nobody has made another one: in a pipeline.
PROJECT_VENV = CACHE / "project"
_PROGRAM = "bin/python" if os.name != "nt" else "Scripts/python.exe"
_PROBE = """
import importlib.util, json, sys
def version(name):
    try:
        from importlib.metadata import version
        return version(name)
    except Exception:
        return ""
print(json.dumps({
    "executable": sys.executable,
    "version": "%d.%d" % sys.version_info[:2],
    "pytest": version("pytest") if importlib.util.find_spec("pytest") else "",
    "coverage": version("coverage") if importlib.util.find_spec("coverage") else "",
}))
"""


@dataclass(frozen=True)
class Environment:
    """An environment in which the tests run.

    Attributes:
        python: The program.
        version: The version of Python, like 3.12.
        coverage: A folder to put on the path for coverage; None when the environment has its own.
    """

    python: Path
    version: str
    coverage: Path | None


def find_environment(settings: Settings) -> Environment:
    """Find the project's environment, and see to it that coverage can be imported in it.

    Args:
        settings: Which package manager to ask, or which Python to take.

    Raises:
        AdoptionError: There is none, pytest is not in it, or coverage cannot be had.
    """
    command = _command(settings)
    found = _probe(command)
    if not found["pytest"]:
        raise AdoptionError(
            f"pytest is not installed in {found['executable']}. Install the project with what its tests need "
            "(`python .touchstone install` does, `detect` shows how), or name the right Python in "
            f'{shown(HOME / "settings.toml")}: python = "path".'
        )
    python = Path(found["executable"])
    usable = found["coverage"] and int(found["coverage"].split(".")[0]) >= _OLDEST_COVERAGE
    return Environment(python, found["version"], None if usable else _overlay(python, found["version"]))


def _command(settings: Settings) -> list[str]:
    """Return what starts the project's Python."""
    if settings.python:
        return [str(ROOT / Path(settings.python).expanduser())]
    match settings.package_manager:
        case "uv":
            # Without --no-sync it would change the environment, and write a lock file where there is none.
            return ["uv", "run", "--no-sync", "--directory", str(ROOT), "python"]
        case "poetry":
            return ["poetry", "--directory", str(ROOT), "run", "python"]
        case "pdm":
            return ["pdm", "run", "--project", str(ROOT), "python"]
        case _:
            return [str(_pip_python())]


def _pip_python() -> Path:
    """Return the Python of the environment that is active, lies in the project, or was made by `install`."""
    places = [Path(os.environ["VIRTUAL_ENV"])] if "VIRTUAL_ENV" in os.environ else []
    places += [ROOT / ".venv", ROOT / "venv", PROJECT_VENV]
    pythons = [place / _PROGRAM for place in places if place != HOME / ".venv"]
    return next((python for python in pythons if python.exists()), Path(sys.executable))


def _probe(command: Sequence[str]) -> dict[str, str]:
    """Ask a Python what it is and has."""
    try:
        result = subprocess.run(
            [*command, "-c", _PROBE], cwd=ROOT, env=clean(os.environ), capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise AdoptionError(
            f"{command[0]} cannot be started: {error.strerror}. Install it, or name the right Python in "
            f'{shown(HOME / "settings.toml")}: python = "path".'
        ) from error
    try:
        answer: dict[str, str] = json.loads(result.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError) as error:
        raise AdoptionError(f"{' '.join(command)} does not work:\n{result.stderr.strip()}") from error
    return answer


def clean(environment: "os._Environ[str] | dict[str, str]") -> dict[str, str]:
    """Return an environment without what would lead the project's Python to the harness's own packages."""
    kept = {name: value for name, value in environment.items() if name not in {"PYTHONHOME", "__PYVENV_LAUNCHER__"}}
    if kept.get("VIRTUAL_ENV") == str(HOME / ".venv"):
        del kept["VIRTUAL_ENV"]
    return kept


def _overlay(python: Path, version: str) -> Path:
    """Install coverage for a Python into a folder of its own."""
    name = hashlib.sha256(f"{COVERAGE.read_text(encoding='utf-8')} {python} {version}".encode()).hexdigest()[:12]
    folder = OVERLAYS / name
    if (folder / "coverage").is_dir():
        return folder
    target = folder.with_name(f"{name}.{os.getpid()}.tmp")
    uv = shutil.which("uv")
    pip = (
        ["uv", "pip", "install", "--quiet", f"--python={python}"]
        if uv
        else [str(tools_python()), "-m", "pip", f"--python={python}", "install", "--quiet", "--disable-pip-version-check"]
    )
    result = subprocess.run(
        [*pip, f"--target={target}", "-r", str(COVERAGE)], capture_output=True, text=True, check=False, cwd=HOME
    )
    if result.returncode:
        shutil.rmtree(target, ignore_errors=True)
        raise AdoptionError(f"coverage cannot be installed for {python}:\n{result.stderr.strip()}")
    target.replace(folder)
    return folder


def make_environment(settings: Settings, version: str) -> Path:
    """Return the Python that pip installs into; made when there is none but the harness's own.

    Args:
        settings: What the project is.
        version: The version that it should have when it is made; empty for any.

    Raises:
        AdoptionError: It cannot be made.
    """
    if settings.package_manager != "pip" or settings.python:
        return Path(settings.python or sys.executable)
    found = _pip_python()
    if found != Path(sys.executable):
        return found
    base = shutil.which(f"python{version}") if version else sys.executable
    if base is None:
        raise AdoptionError(f"Python {version} is not installed.")
    result = subprocess.run([base, "-m", "venv", str(PROJECT_VENV)], capture_output=True, text=True, check=False)
    if result.returncode:
        raise AdoptionError(f"{shown(PROJECT_VENV)} cannot be made:\n{result.stdout}{result.stderr}".strip())
    return PROJECT_VENV / _PROGRAM
