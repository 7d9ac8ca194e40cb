"""Holds the tests against docs/TESTING_QUALITY_STANDARDS.md: the rules in quality/rules/, and ruff."""

import argparse
from collections.abc import Sequence, Sized
from pathlib import Path

from quality.annotations import annotate
from quality.command import FINDINGS, OK, run_command
from quality.errors import QualityError
from quality.findings import Finding
from quality.paths import VIOLATIONS
from quality.reports import as_code_climate, as_text
from quality.rulebook import read_rules
from quality.scanners import scan_ruff, scan_rules
from quality.spans import Span
from quality.suppressions import find_unexplained, python_files

EVERYTHING = ["tests"]


def collect(paths: Sequence[str]) -> list[Finding]:
    """Gather what all scanners find, ordered by place.

    Args:
        paths: files and folders.

    Raises:
        QualityError: a scanner could not do its work, or there is nothing to look at.
    """
    for path in paths:
        if not Path(path).exists():
            raise QualityError(f"{path} does not exist.")
    if not any(python_files(paths)):
        raise QualityError(f"There is no Python file in {', '.join(paths)}.")
    return sorted(scan_rules(paths, read_rules()) + scan_ruff(paths) + find_unexplained(paths))


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at the tests and say what is wrong with them.

    Returns:
        0 when no rule is broken, 1 when one is.

    Raises:
        QualityError: the tests could not be looked at.
    """
    parser = argparse.ArgumentParser(prog="poe quality", description=__doc__)
    parser.add_argument("paths", nargs="*", default=EVERYTHING, help="files and folders to look at (default: tests)")
    parser.add_argument("--hints", action="store_true", help="show hints too; they never fail")
    parser.add_argument("--code-climate", type=Path, metavar="FILE", help="also write a report for merge requests")
    options = parser.parse_args(arguments)
    findings = collect(options.paths)
    violations = [finding for finding in findings if finding.severity == "error"]
    if shown := findings if options.hints else violations:
        print(as_text(shown))
    for finding in violations:
        message = f"{finding.message} ({finding.link})"
        annotate("error", message, title=finding.rule, file=finding.file, span=Span(finding.line, finding.line))
    for file in filter(None, [options.code_climate, VIOLATIONS if options.paths == EVERYTHING else None]):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_code_climate(violations), encoding="utf-8")
    print(_summary(violations, hints=len(findings) - len(violations)))
    return FINDINGS if violations else OK


def _summary(violations: Sequence[Finding], hints: int) -> str:
    files = {finding.file for finding in violations}
    verdict = f"{_count(violations, 'violation')} in {_count(files, 'file')}" if violations else "No rule is broken"
    return f"{verdict}; {_count(range(hints), 'hint')}, shown with --hints" if hints else verdict


def _count(things: Sized, noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


if __name__ == "__main__":
    run_command(main)
