"""Runs the project's tests beside its own configuration, and reads what came of it."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import detection
from harness.environment import clean, find_environment
from harness.errors import AdoptionError
from harness.project import CACHE, HOME, ROOT, Settings, shown

BESIDE = HOME / "beside"
DATA = CACHE / "coverage" / "data"
REPORT = CACHE / "coverage" / "coverage.json"
RECORD = CACHE / "run.json"
PLAN = CACHE / "plan.json"
# The tiers, each with the names of the folders that hold its tests.
TIERS = {
    "unit": ["unit", "unit_tests"],
    "integration": ["integration", "integration_tests", "functional"],
    "e2e": ["e2e", "end_to_end"],
    "performance": ["performance", "benchmarks"],
}
# Passed, and some failed; with anything else not all tests were run.
_COMPLETE = (0, 1)
_MEANING = {
    2: "it was interrupted, or a file of tests cannot be imported",
    3: "it had an internal error",
    4: "it was called in a wrong way",
    5: "it found no tests",
}


@dataclass(frozen=True)
class Test:
    """A test function; its parameters count as one.

    Attributes:
        id: File and names, as pytest prints them, without parameters.
        file: Its file, from the project's folder.
        line: Its line.
        tier: Its tier; empty when it has none.
        outcome: `failed` when one of its cases failed, `passed` when one passed, else `skipped`.
    """

    __test__ = False

    id: str
    file: str
    line: int
    tier: str
    outcome: str


@dataclass(frozen=True)
class Coverage:
    """What the tests ran of one file, lines and branches together.

    Attributes:
        hit: What ran.
        total: What there is.
        missing: The lines that did not run, or from which a branch was not taken.
        excluded: The lines that the project keeps out of the measurement.
    """

    hit: int
    total: int
    missing: tuple[int, ...]
    excluded: tuple[int, ...]


@dataclass(frozen=True)
class Measured:
    """What one run of the tests showed.

    Attributes:
        python: The version of Python that ran them.
        tests: The test functions.
        files: The coverage by file.
    """

    python: str
    tests: tuple[Test, ...]
    files: dict[str, Coverage]


def run_tests(settings: Settings, arguments: Sequence[str] = (), *, guards: bool = False, measured: bool = True) -> int:
    """Run the project's tests; what pytest prints is printed.

    Args:
        settings: What the project is.
        arguments: For pytest, instead of the folders with tests.
        guards: Whether a unit test that opens a connection fails.
        measured: Whether coverage is measured.

    Returns:
        pytest's exit status.

    Raises:
        AdoptionError: There is no environment for them.
    """
    environment = find_environment(settings)
    for file in [REPORT, RECORD, *DATA.parent.glob(f"{DATA.name}*")]:
        file.unlink(missing_ok=True)
    DATA.parent.mkdir(parents=True, exist_ok=True)
    coverage = detection.coverage_file(ROOT, settings).value
    plan = {
        "data": str(DATA) if measured else "",
        "report": str(REPORT),
        "record": str(RECORD),
        "coverage_file": "" if coverage == "none" else coverage,
        "packages": settings.packages,
        "omit": _omitted(settings),
        "tiers": TIERS,
        "guards": guards,
        "arguments": [*settings.pytest_arguments, *(arguments or _all_tests(settings))],
    }
    PLAN.write_text(json.dumps(plan), encoding="utf-8")
    variables = clean(os.environ)
    if environment.coverage and measured:
        variables["PYTHONPATH"] = os.pathsep.join(
            filter(None, [str(environment.coverage), variables.get("PYTHONPATH")])
        )
    command = [str(environment.python), str(BESIDE / "measure.py"), str(PLAN)]
    status = subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
    _check_configuration(settings)
    return status


def measure(settings: Settings) -> Measured:
    """Run all tests and return what they showed.

    Raises:
        AdoptionError: Not all of them could be run, or nothing was measured.
    """
    status = run_tests(settings)
    if status not in _COMPLETE:
        reason = _MEANING.get(status, f"it ended with {status}")
        raise AdoptionError(f"pytest did not run all tests: {reason}. `python .touchstone test` shows what it says.")
    return read_measured(find_environment(settings).version)


def read_measured(python: str) -> Measured:
    """Return what the last run showed.

    Args:
        python: The version of Python that it ran on.

    Raises:
        AdoptionError: There was none.
    """
    if not RECORD.exists() or not REPORT.exists():
        raise AdoptionError(
            "Nothing was measured: no file of the packages was imported by the tests. Are `packages` and `coverage` in "
            f"{shown(HOME / 'settings.toml')} right, and is the project installed in a way that runs the files here?"
        )
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    files = {name.replace("\\", "/"): _coverage(entry) for name, entry in report["files"].items()}
    return Measured(python, tuple(_functions(record["tests"])), files)


def _functions(tests: Sequence[dict[str, Any]]) -> list[Test]:
    """Return the functions of some tests, in order; the cases of one are one."""
    found: dict[str, Test] = {}
    for test in tests:
        name = test["id"].partition("[")[0]
        before = found.get(name)
        outcomes = {test["outcome"], before.outcome if before else "skipped"}
        outcome = next(outcome for outcome in ("failed", "passed", "skipped") if outcome in outcomes)
        found[name] = Test(name, test["file"], test["line"], test["tier"], outcome)
    return sorted(found.values(), key=lambda test: (test.file, test.line, test.id))


def _coverage(entry: dict[str, Any]) -> Coverage:
    summary = entry["summary"]
    missing = {*entry["missing_lines"], *(start for start, _ in entry.get("missing_branches", []))}
    return Coverage(
        hit=summary["covered_lines"] + summary.get("covered_branches", 0),
        total=summary["num_statements"] + summary.get("num_branches", 0),
        missing=tuple(sorted(missing)),
        excluded=tuple(entry["excluded_lines"]),
    )


def _all_tests(settings: Settings) -> list[str]:
    """Return what pytest is to run: what its own settings say, else the folders that were answered."""
    named = detection.names_tests(ROOT, detection.pytest_file(ROOT, settings).value)
    return [] if named or "." in settings.tests else list(settings.tests)


def _omitted(settings: Settings) -> list[str]:
    """Return patterns of the files that are not the project's code, where everything is measured."""
    folders = [f"{folder}/*" for folder in settings.tests if folder != "."]
    return [
        *folders,
        ".touchstone/*",
        "*/test_*.py",
        "*/conftest.py",
        "*/tests/*",
        "*/tests.py",
        "*/.venv/*",
        "*/venv/*",
        "setup.py",
        "test_*.py",
        "conftest.py",
        "noxfile.py",
    ]


def _check_configuration(settings: Settings) -> None:
    """Make sure that pytest read the file that it was said to read: nothing may stand before it.

    Raises:
        AdoptionError: It read another one.
    """
    if not RECORD.exists():
        return
    read = Path(json.loads(RECORD.read_text(encoding="utf-8"))["pytest_file"] or "none")
    expected = detection.pytest_file(ROOT, settings)
    if settings.pytest != "auto" and expected.value not in {read.name, "none"}:
        raise AdoptionError(
            f"pytest read its settings from {read}, and {shown(HOME / 'settings.toml')} says {expected.value}. "
            "Correct `pytest` there."
        )
