"""Runs the project's tests."""

from collections.abc import Sequence

from harness.project import read_settings
from harness.suite import run_tests


def main(arguments: Sequence[str]) -> int:
    """Run the tests with tiers and guards, without measuring.

    Args:
        arguments: For pytest; `--no-guards` before them lets unit tests use the network.

    Returns:
        pytest's exit status.
    """
    guards = "--no-guards" not in arguments
    return run_tests(
        read_settings(), [word for word in arguments if word != "--no-guards"], guards=guards, measured=False
    )
