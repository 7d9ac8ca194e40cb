"""Runs the tests with coverage, and holds what they cover against the floors in quality/floors.toml."""

import argparse
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import CoverageException

from quality import floors, shape
from quality.command import FINDINGS, OK, run_command
from quality.errors import QualityError
from quality.measured import read_coverage
from quality.paths import (
    COVERAGE,
    COVERAGE_HTML,
    COVERAGE_JSON,
    COVERAGE_XML,
    PART_COVERAGE,
    PART_TESTS,
    PARTS,
    TESTS,
)
from quality.processes import run_module
from quality.settings import Settings, read_settings
from quality.suite import merge_runs, read_run, write_run

EPILOG = """\
Options behind `--` go to pytest. Whoever names tests or options sees the figures, and no floor fails.

Where machines share the tests, each runs `--part NAME` and keeps the folder .data/parts/NAME; `--combine` puts
these folders together and judges them as one run.
"""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; that of the process when none is given."""
    parser = argparse.ArgumentParser(
        prog="poe cover", description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tests", nargs="*", help="tests to run instead of all")
    parser.add_argument("--part", metavar="NAME", help="run a part of the tests, keep its data, and judge nothing")
    parser.add_argument(
        "--combine", nargs="+", type=Path, metavar="FOLDER", help="run nothing: judge the parts in these folders"
    )
    options = parser.parse_args(arguments)
    if options.combine and (options.part or options.tests):
        parser.error("--combine runs no tests: leave out --part and the tests")
    return options


def measure(settings: Settings, arguments: Iterable[str]) -> int:
    """Run tests with coverage.

    Args:
        settings: Name the command that runs them.
        arguments: What follows that command.

    Returns:
        Its exit status.
    """
    module, *options = settings.tests
    Coverage().erase()
    # By name, so that no configuration has to name it; pytest loads a plugin once.
    recorder = ["-p", "quality.recorder"] if module == "pytest" else []
    return run_module("coverage", "run", "--parallel-mode", "-m", module, *recorder, *options, *arguments)


def load() -> Coverage:
    """Put together what the processes of a run have measured."""
    coverage = Coverage()
    coverage.combine(strict=True)
    coverage.save()
    return coverage


def keep_part(folder: Path) -> None:
    """Move the coverage of the last run into the folder of its part."""
    shutil.move(str(load().get_option("run:data_file")), folder / PART_COVERAGE)


def load_parts(folders: Iterable[Path]) -> Coverage:
    """Put the parts of a run together: what they covered, and their tests.

    Args:
        folders: Where to look for parts, however deep.

    Raises:
        QualityError: There is no part.
    """
    parts = sorted({file.parent for folder in folders for file in folder.rglob(PART_COVERAGE)})
    if not parts:
        raise QualityError(f"There is no {PART_COVERAGE} in {', '.join(map(str, folders))}: nothing to combine.")
    print(f"Parts: {', '.join(map(str, parts))}\n")
    write_run(merge_runs(read_run(part / PART_TESTS) for part in parts), TESTS)
    coverage = Coverage()
    coverage.erase()
    coverage.combine([str(part / PART_COVERAGE) for part in parts], strict=True, keep=True)
    coverage.save()
    return coverage


def write_reports(coverage: Coverage) -> None:
    """Write what was covered: to the terminal, as pages, for machines."""
    COVERAGE.mkdir(parents=True, exist_ok=True)
    coverage.report(show_missing=True, skip_covered=True)
    coverage.html_report(directory=str(COVERAGE_HTML))
    coverage.xml_report(outfile=str(COVERAGE_XML))
    coverage.json_report(outfile=str(COVERAGE_JSON))


def judge(settings: Settings, *, enforced: bool) -> int:
    """Hold what was covered against the floors, and show both.

    Args:
        settings: How commands are shown.
        enforced: Whether a floor that does not hold is an error.

    Returns:
        The exit status.
    """
    results = floors.judge(read_coverage(), floors.read_floors())
    floors.show(results, settings)
    print(f"\nEvery line: {COVERAGE_HTML / 'index.html'}\nA work list: {settings.show_task('triage')}")
    return FINDINGS if enforced and not all(result.holds for result in results) else OK


def main() -> int:
    """Measure and judge.

    Returns:
        0 when all is well, 1 when tests fail or a floor does not hold, 2 when something is missing or wrong.
    """
    options = parse()
    settings = read_settings()
    floors.read_floors()
    try:
        return run_parts(options, settings) if options.combine else run_tests(options, settings)
    except CoverageException as error:
        raise QualityError(f"coverage.py: {error}") from error


def run_tests(options: argparse.Namespace, settings: Settings) -> int:
    """Run all tests, or some, and judge; a part is kept instead.

    Args:
        options: The command line.
        settings: What runs the tests.

    Returns:
        The exit status.
    """
    folder = PARTS / (options.part or "")
    record = [f"--tests-file={folder / PART_TESTS}"] if options.part else []
    if status := measure(settings, [*record, *options.tests]):
        return status
    if options.part:
        keep_part(folder)
        print(f"\nKept in {folder}, to be judged with the other parts: {settings.show_task('cover', '--combine')}")
        return OK
    write_reports(load())
    status = judge(settings, enforced=not options.tests)
    return status if options.tests else max(status, shape.report(shape.judge(read_run(), settings), settings))


def run_parts(options: argparse.Namespace, settings: Settings) -> int:
    """Judge the parts of a run that was shared by several machines.

    Args:
        options: The command line.
        settings: What the tiers are.

    Returns:
        The exit status.
    """
    write_reports(load_parts(options.combine))
    status = judge(settings, enforced=True)
    found = shape.judge(read_run(), settings)
    print("", *shape.lines(found, settings), sep="\n")
    return max(status, shape.report(found, settings))


if __name__ == "__main__":
    run_command(main)
