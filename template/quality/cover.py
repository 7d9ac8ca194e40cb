"""Runs the tests with coverage, reports it, and holds it against the floors: `python -m quality.cover`."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from quality.floors import FloorsError, Result, judge, read_coverage, read_floors

FOLDER = Path(".data/coverage")
EXIT_FLOOR = 2


def run(*arguments: str) -> int:
    """Run one of the tools as a module of this interpreter.

    Returns:
        Its exit status.
    """
    return subprocess.run([sys.executable, "-m", *arguments], check=False).returncode


def show(results: Sequence[Result]) -> None:
    """Print every area beside its floor, and where to look when one is below it."""
    width = max(len(result.area) for result in results)
    print(f"\n{'Area':{width}}  Floor  Actual")
    for result in results:
        verdict = "" if result.holds else f"  BELOW, worst is {result.worst_file}"
        print(f"{result.area:{width}}  {result.floor:4g} %  {result.percent:5.1f} %{verdict}")
    for result in results:
        if not result.holds:
            print(f"Missing lines: coverage report --include={result.worst_file}")
    print(f"All lines: {FOLDER / 'html' / 'index.html'}")


def main() -> int:
    """Measure and judge.

    Returns:
        0 when all is well, the exit status of the tests when they fail, 2 when a floor does not hold.
    """
    parser = argparse.ArgumentParser(prog="poe cover", description=__doc__)
    parser.add_argument("paths", nargs="*", help="tests to run instead of all; no floor fails then")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    run("coverage", "erase")
    failed = run("coverage", "run", "-m", "pytest", "-n", "auto", *arguments.paths)
    if failed:
        return failed
    for step in (["combine", "--quiet"], ["report"], ["html", "--quiet"], ["xml", "--quiet"], ["json", "--quiet"]):
        if status := run("coverage", *step):
            return status
    try:
        results = judge(read_coverage(FOLDER / "coverage.json"), *read_floors())
    except FloorsError as error:
        print(error)
        return EXIT_FLOOR
    show(results)
    enforced = not arguments.paths
    return EXIT_FLOOR if enforced and not all(result.holds for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
