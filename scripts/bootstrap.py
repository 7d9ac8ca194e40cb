"""Sets up the tools of this repository in `.venv/`, from a lock file with hashes."""

import hashlib
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from scripts.console import ProblemError
from scripts.processes import environment, run

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TRY_LOCK = ROOT / "requirements-try.lock"
"""Copier and uv: enough to generate a service and to run it."""
FULL_LOCK = ROOT / "requirements.lock"
"""Everything the checks of this repository need."""

_ORIGIN = "touchstone-origin"
# Words by which pip and uv say that the network, not the request, is at fault.
_NETWORK_SIGNS = (
    "Could not resolve host",
    "Failed to establish a new connection",
    "Failed to fetch",
    "Temporary failure in name resolution",
    "ConnectTimeoutError",
    "NameResolutionError",
    "NewConnectionError",
    "ProxyError",
    "ReadTimeoutError",
    "SSLError",
    "dns error",
    "error sending request",
    "invalid peer certificate",
)


def check_machine() -> None:
    """Make sure that this machine has what every command here needs.

    Raises:
        ProblemError: something is missing; the message says how to get it.
    """
    if os.name != "posix":
        raise ProblemError(
            "this script runs on Linux and macOS only",
            "on Windows run it inside WSL (the Windows Subsystem for Linux)",
        )
    if shutil.which("git") is None:
        raise ProblemError(
            "git was not found on PATH",
            "install it (Debian and Ubuntu: sudo apt install git; macOS: xcode-select --install) "
            "and run the same command again",
        )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise ProblemError(
            f"this Python ({sys.executable}) cannot create virtual environments: "
            "its venv or ensurepip module is missing",
            f"install it (Debian and Ubuntu: sudo apt install python{version}-venv) "
            "and run the same command again",
        )


def prepare_tools(lock: Path, venv: Path = VENV) -> Path:
    """Install the packages of a lock file into a virtual environment, unless they are there.

    An environment that an interrupted run left half made, that was made otherwise, by another
    Python or in another place, is made anew.

    Args:
        lock: requirements with hashes.
        venv: folder of the environment.

    Returns:
        The folder of the environment's programs.

    Raises:
        ProblemError: the environment cannot be made or a package cannot be installed.
    """
    programs = venv / "bin"
    stamp = venv / f"{lock.name}.installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not (programs / "python").exists() or _content(venv / _ORIGIN) != _origin(venv):
        _create(venv)
    elif _content(stamp) == digest:
        return programs
    # Without this file an interrupted installation is begun anew.
    (venv / _ORIGIN).unlink(missing_ok=True)
    outcome = run(
        [
            programs / "python", "-m", "pip", "install", "--quiet", "--no-input", "--retries=2",
            "--disable-pip-version-check", "--require-hashes", "--requirement", lock,
        ],
        cwd=venv,
        env=environment(PIP_USER="0"),
        show=False,
    )  # fmt: skip
    if outcome.status != 0:
        raise installation_problem("pip", "the tools", outcome.output)
    stamp.write_text(digest, encoding="utf-8")
    (venv / _ORIGIN).write_text(_origin(venv), encoding="utf-8")
    return programs


def installation_problem(program: str, what: str, output: str) -> ProblemError:
    """Explain why packages could not be installed.

    Args:
        program: the installer.
        what: what it was to install.
        output: what it printed.

    Returns:
        The problem to raise: a short one when the network is at fault, else with the output.
    """
    if any(sign in output for sign in _NETWORK_SIGNS):
        return ProblemError(
            f"{program} could not reach the package index to install {what}",
            "check the network connection (behind a proxy set HTTPS_PROXY, for a mirror set "
            "PIP_INDEX_URL and UV_DEFAULT_INDEX) and run the same command again",
        )
    return ProblemError(
        f"{program} could not install {what}",
        f"see what {program} says above, then run the same command again",
        output,
    )


def _origin(venv: Path) -> str:
    """Return which Python an environment is for and where; its programs name that place."""
    return f"{sys.version}\n{venv.resolve()}\n"


def _content(file: Path) -> str:
    """Return the text of a file, nothing when it is absent."""
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _create(venv: Path) -> None:
    """Make an empty environment, in place of whatever is there."""
    outcome = run(
        [sys.executable, "-m", "venv", "--clear", venv],
        cwd=venv.parent,
        env=environment(),
        show=False,
    )
    if outcome.status != 0:
        raise ProblemError(
            f"the virtual environment {venv} could not be made",
            f"see the message above; remove {venv} if it is in the way",
            outcome.output,
        )
