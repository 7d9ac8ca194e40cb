"""Command two of the README: run every check of this repository."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bootstrap import FULL_LOCK, ROOT, check_machine, prepare_tools
from scripts.console import Steps, say
from scripts.processes import environment, run


@dataclass(frozen=True)
class Check:
    """One program that must end with status 0.

    Attributes:
        title: what it looks at.
        command: its name in the tools' folder, and its arguments.
    """

    title: str
    command: tuple[str, ...]


WORKFLOWS = tuple(
    str(file.relative_to(ROOT)) for file in sorted(ROOT.glob(".github/workflows/*.y*ml"))
)
STATIC_CHECKS = (
    Check("Format: ruff", ("ruff", "format", "--check", ".")),
    Check("Lint: ruff", ("ruff", "check", ".")),
    Check("Types: mypy", ("mypy",)),
    Check("Quality of the tests: what services get", ("python", "scripts/quality.py", "tests")),
    Check(
        "Workflows, security: zizmor",
        ("zizmor", "--offline", "--no-progress", "--persona=pedantic", ".github"),
    ),
    Check(
        "Workflows, schema: check-jsonschema",
        ("check-jsonschema", "--builtin-schema=vendor.github-workflows", *WORKFLOWS),
    ),
    Check(
        "Update bot, schema: check-jsonschema",
        ("check-jsonschema", "--builtin-schema=vendor.dependabot", ".github/dependabot.yml"),
    ),
    Check(
        "GitLab pipeline, schema: check-jsonschema",
        ("check-jsonschema", "--builtin-schema=vendor.gitlab-ci", ".gitlab-ci.yml"),
    ),
)
EVERYDAY_TESTS = Check("Tests: the everyday ones", ("pytest", "--numprocesses=auto"))
# An empty expression takes back the `-m "not slow"` of pyproject.toml.
ALL_TESTS = Check(
    "Tests: all, those that install and run generated services included",
    ("pytest", "--numprocesses=auto", "-m", ""),
)


def parse(arguments: Sequence[str]) -> tuple[Check, ...]:
    """Read the command line.

    Args:
        arguments: what follows the script's name.

    Returns:
        The checks to run, in order.
    """
    parser = argparse.ArgumentParser(
        prog="test.py", description="Run every check of this repository."
    )
    parser.add_argument(
        "--quick", action="store_true", help="only the everyday tests (a few minutes)"
    )
    options = parser.parse_args(arguments)
    return (EVERYDAY_TESTS,) if options.quick else (*STATIC_CHECKS, ALL_TESTS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Set up the tools and run the checks, all of them even when one fails.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when every check passed, else 1.

    Raises:
        ProblemError: the tools cannot be set up.
    """
    checks = parse(sys.argv[1:] if arguments is None else arguments)
    check_machine()
    started = time.monotonic()
    steps = Steps(len(checks) + 1)
    with steps.step("Tools: everything in requirements.lock, with checked hashes, into .venv/"):
        programs = prepare_tools(FULL_LOCK)
    failed = [check.title for check in checks if not _passes(check, steps, programs)]
    minutes = (time.monotonic() - started) / 60
    say("")
    for title in failed:
        say(f"failed: {title}")
    say(f"{len(checks) - len(failed)} of {len(checks)} checks passed in {minutes:.1f} minutes")
    return 1 if failed else 0


def _passes(check: Check, steps: Steps, programs: Path) -> bool:
    """Run one check as if the tools' environment were activated."""
    program, *arguments = check.command
    path = f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    with steps.step(check.title):
        outcome = run([programs / program, *arguments], cwd=ROOT, env=environment(PATH=path))
    return outcome.status == 0
