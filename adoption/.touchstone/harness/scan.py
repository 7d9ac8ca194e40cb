"""Holds tests against the standard and prints the findings as JSON, one a line. Runs with the tools at hand."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from harness.project import HOME, ROOT, read_settings
from quality.errors import QualityError
from quality.findings import Finding
from quality.processes import find_program
from quality.rulebook import read_rules
from quality.scanners import scan_rules
from quality.suppressions import find_unexplained

RUFF_SETTINGS = HOME / "ruff-tests.toml"
# Longer command lines are refused by some systems.
_AT_ONCE = 500
_FOREIGN = {
    ".git",
    ".hg",
    ".venv",
    "venv",
    "env",
    "node_modules",
    "__pycache__",
    ".tox",
    ".nox",
    "site-packages",
    "build",
    "dist",
}


def test_files(folders: Sequence[str]) -> list[str]:
    """Return the files with tests, from the project's folder.

    Args:
        folders: Where to look. In them every Python file counts; with "." those that are named like tests.
    """
    found: set[Path] = set()
    for folder in folders:
        files = _python_files(Path(folder))
        found.update(file for file in files if folder != "." or _is_named_like_tests(file))
    return sorted(file.as_posix() for file in found)


def _python_files(top: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(top):
        names[:] = [name for name in names if name not in _FOREIGN and not name.startswith(".")]
        yield from (Path(folder, name) for name in files if name.endswith(".py"))


def _is_named_like_tests(file: Path) -> bool:
    stem = file.stem
    return (
        stem.startswith("test_")
        or stem.endswith("_test")
        or stem == "tests"
        or bool({"tests", "test"}.intersection(file.parts[:-1]))
    )


def collect(files: Sequence[str]) -> list[Finding]:
    """Gather what is wrong with some files, in order.

    Raises:
        QualityError: A scanner could not do its work.
    """
    rules = read_rules()
    found: list[Finding] = []
    for start in range(0, len(files), _AT_ONCE):
        part = files[start : start + _AT_ONCE]
        found += scan_rules(part, rules)
        found += _scan_ruff(part)
    return sorted(found + find_unexplained(files))


def _scan_ruff(files: Sequence[str]) -> list[Finding]:
    command = [
        find_program("ruff"),
        "check",
        "--no-cache",
        "--exit-zero",
        f"--config={RUFF_SETTINGS}",
        "--output-format=json",
        *files,
    ]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if result.returncode:
        raise QualityError(f"ruff failed:\n{result.stderr.strip()}")
    return [
        Finding(
            file=Path(os.path.relpath(entry["filename"])).as_posix(),
            line=entry["location"]["row"],
            column=entry["location"]["column"],
            rule=entry["code"] or "syntax",
            message=entry["message"],
            link=entry["url"] or "",
        )
        for entry in json.loads(result.stdout)
    ]


def main() -> int:
    """Print the findings; returns the exit status."""
    os.chdir(ROOT)
    try:
        for finding in collect(test_files(read_settings().tests)):
            print(json.dumps(asdict(finding)))
    except QualityError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
