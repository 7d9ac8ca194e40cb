"""Fixtures of the tests of the scripts."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.bootstrap import ROOT

RunScript = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run_script() -> RunScript:
    """Return a function that runs one of the scripts as a user would."""

    def run(name: str, *arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "scripts" / name, *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env=settings or None,
        )

    return run
