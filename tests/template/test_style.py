"""Every service is as the tools that it ships want it, from its first commit on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rendering import environment


def run_ruff(service: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run ruff in a service with the configuration it ships."""
    return subprocess.run(
        [sys.executable, "-m", "ruff", *arguments, "--no-cache"],
        cwd=service,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_format_rendered_service_changes_nothing(service: Path) -> None:
    result = run_ruff(service, "format", "--diff")

    assert (result.stdout, result.returncode) == ("", 0)


def test_lint_rendered_service_finds_nothing(service: Path) -> None:
    result = run_ruff(service, "check", "--output-format=concise")

    assert (result.stdout, result.returncode) == ("All checks passed!\n", 0)


@pytest.mark.parametrize(
    ("command", "code", "complaint"),
    [
        pytest.param(["format", "--diff"], "x = ( 1 )\n", "+x = 1", id="format"),
        pytest.param(["check"], "import os\n", "`os` imported but unused", id="lint"),
    ],
)
def test_run_ruff_planted_defect_is_found(
    tmp_path: Path, command: list[str], code: str, complaint: str
) -> None:
    (tmp_path / "defect.py").write_text(code)

    result = run_ruff(tmp_path, *command)

    assert complaint in result.stdout
    assert result.returncode == 1
