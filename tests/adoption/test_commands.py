"""The commands of an adopted project, run as its owner does."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.adoption.conftest import Adopt, write
from tests.rendering import commit, environment

pytestmark = pytest.mark.slow


def shell(project: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the guide, in the environment that has pytest."""
    words = command.replace("python ", f"{sys.executable} ", 1)
    return subprocess.run(
        ["bash", "-c", words],
        cwd=project,
        env=environment(VIRTUAL_ENV=sys.prefix),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_ratchet_check_uncovered_code_names_its_lines(adopt: Adopt, library: Path) -> None:
    adopt(library)
    shell(library, "python .touchstone ratchet init")
    commit(library, "Adopt")
    module = library / "src" / "shop" / "prices.py"
    write(library, {"src/shop/prices.py": module.read_text() + "\n\ndef tax(x):\n    return x\n"})

    result = shell(library, "python .touchstone ratchet check")

    assert result.returncode == 1
    assert "src/shop/prices.py:14: coverage of src/shop fell" in result.stdout
