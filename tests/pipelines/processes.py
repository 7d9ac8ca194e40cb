"""Runs the commands of pipelines, with a time limit that ends everything that they started."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.rendering import environment

# What a pipeline of this repository sets for itself must not reach those that its tests run.
_FOREIGN = ("CI_", "GITHUB_", "GITLAB_", "RUNNER_", "PIP_", "UV_", "POE_", "TOUCHSTONE_")
_KEPT = ("PIP_INDEX_URL", "PIP_CERT", "PIP_FIND_LINKS", "UV_DEFAULT_INDEX", "UV_INDEX_URL")
GRACE_SECONDS = 20


class Ended(NamedTuple):
    """How a command ended; without a status it was stopped because it took too long."""

    status: int | None
    output: str


def clean_environment(**settings: str) -> dict[str, str]:
    """Return the machine's environment without what a pipeline has to bring itself.

    Args:
        settings: variables to set on top.
    """
    inherited = environment()
    kept = {
        name: value
        for name, value in inherited.items()
        if name in _KEPT or not (name == "CI" or name.startswith(_FOREIGN))
    }
    folders = kept.get("PATH", os.defpath).split(os.pathsep)
    # uv comes from the action or the image that installs it, or the pipeline has forgotten it.
    kept["PATH"] = os.pathsep.join(name for name in folders if not (Path(name) / "uv").exists())
    return kept | settings


def run_shell(
    command: Sequence[str | Path], folder: Path, env: Mapping[str, str], seconds: float
) -> Ended:
    """Run a command in a session of its own.

    Args:
        command: program and arguments.
        folder: where it runs.
        env: its whole environment.
        seconds: how long it may take.

    Returns:
        Its exit status, and everything that it printed.
    """
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                output, _ = process.communicate(timeout=GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, _ = process.communicate()
            return Ended(None, f"{output}\nstopped: it took longer than {seconds:.0f} s")
    return Ended(process.returncode, output)
