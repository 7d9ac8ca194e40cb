"""The tools of the harness, in a virtual environment of their own."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from harness.errors import AdoptionError
from harness.project import HOME, ROOT, shown

REQUIREMENTS = HOME / "requirements.txt"
VENV = HOME / ".venv"
PYTHON = VENV / ("bin/python" if os.name != "nt" else "Scripts/python.exe")
_STAMP = VENV / "touchstone.txt"


def tools_python() -> Path:
    """Return the Python that has the tools; they are installed when they are not, or are others now.

    Raises:
        AdoptionError: They cannot be installed.
    """
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if PYTHON.exists() and _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == wanted:
        return PYTHON
    print(f"Installing the tools of {shown(REQUIREMENTS)} into {shown(VENV)} …", file=sys.stderr)
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv:
        steps = [
            [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(VENV)],
            [uv, "pip", "install", "--quiet", "--require-hashes", "--python", str(PYTHON), "-r", str(REQUIREMENTS)],
        ]
    else:
        steps = [
            [sys.executable, "-m", "venv", str(VENV)],
            [
                str(PYTHON),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                str(REQUIREMENTS),
            ],
        ]
    for step in steps:
        result = subprocess.run(step, cwd=HOME, env=_environment(), capture_output=True, text=True, check=False)
        if result.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            raise AdoptionError(f"The tools cannot be installed:\n{result.stdout}{result.stderr}".strip())
    _STAMP.write_text(wanted, encoding="utf-8")
    return PYTHON


def run_module(*arguments: str, captured: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run a module of this folder with the tools at hand, in the project's folder.

    Args:
        arguments: Its name, and what it is given.
        captured: Whether its output is kept, and not printed.

    Raises:
        AdoptionError: The tools cannot be installed.
    """
    command: Sequence[str] = [str(tools_python()), "-m", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=_environment() | {"PYTHONPATH": str(HOME), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE if captured else None,
        text=True,
        check=False,
    )


def _environment() -> dict[str, str]:
    """Return an environment in which the project's own does not count."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "UV_PROJECT_ENVIRONMENT"}
    }
