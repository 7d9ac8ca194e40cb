"""Holds the lines that a branch changed against their floor in quality/floors.toml, after `poe cover`."""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from quality.annotations import annotate
from quality.command import FINDINGS, OK, run_command
from quality.errors import QualityError
from quality.floors import read_floors
from quality.measured import percentage
from quality.paths import COVERAGE_XML
from quality.settings import read_settings
from quality.spans import spans


@dataclass(frozen=True)
class Changed:
    """The changed lines that hold code.

    Attributes:
        lines: How many there are.
        missing: The numbers of those that no test runs, by file.
    """

    lines: int
    missing: Mapping[str, tuple[int, ...]]

    @property
    def percent(self) -> float:
        """Return the share that ran, in per cent; a branch without changed code is covered."""
        return 100 * (1 - sum(map(len, self.missing.values())) / self.lines) if self.lines else 100.0


def compare(branch: str, report: Path = COVERAGE_XML) -> Changed:
    """Find the changed lines, committed or not, and what of them ran.

    Args:
        branch: What the changes are merged into; they count from where both parted.
        report: coverage.py's XML report.

    Returns:
        The changed lines.

    Raises:
        QualityError: There is no report, or git cannot compare with the branch.
    """
    if not report.exists():
        raise QualityError(f"{report} is missing: measure first, with the command `cover`.")
    if _run("git", "merge-base", branch, "HEAD").returncode:
        raise QualityError(
            f"git knows no common past of {branch} and this branch: fetch both with their history, "
            "or name another branch with --against."
        )
    with TemporaryDirectory() as folder:
        result = Path(folder) / "changed.json"
        options = [f"--compare-branch={branch}", "--include-untracked", "--quiet", f"--format=json:{result}"]
        finished = _run(sys.executable, "-m", "diff_cover.diff_cover_tool", str(report), *options)
        if finished.returncode or not result.exists():
            raise QualityError(f"diff-cover could not compare with {branch}:\n{finished.stderr or finished.stdout}")
        return read_result(result, folder=_run("git", "rev-parse", "--show-prefix").stdout.strip())


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False)


def read_result(file: Path, folder: str = "") -> Changed:
    """Read what diff-cover found.

    Args:
        file: Its JSON report.
        folder: Where this project is inside its repository, with a slash at the end; nothing when it is all of it.
    """
    table = json.loads(file.read_text(encoding="utf-8"))
    missing = {
        path.removeprefix(folder): tuple(entry["violation_lines"])
        for path, entry in sorted(table["src_stats"].items())
        if entry["violation_lines"]
    }
    return Changed(lines=table["total_num_lines"], missing=missing)


def main() -> int:
    """Compare and judge.

    Returns:
        0 when enough of the changed lines ran, else 1.
    """
    settings = read_settings()
    parser = argparse.ArgumentParser(prog="poe changed", description=__doc__)
    compared = "the branch to compare with (default: %(default)s)"
    parser.add_argument("--against", default=settings.against, metavar="BRANCH", help=compared)
    branch = parser.parse_args().against
    floor = read_floors().changed
    changed = compare(branch)
    actual = percentage(changed.percent).strip()
    print(f"{changed.lines} changed lines of code since {branch}, covered to {actual}; the floor is {floor:g} %.")
    for file, numbers in changed.missing.items():
        print(f"  {file}: no test runs {', '.join(map(str, spans(numbers)))}")
        for span in spans(numbers):
            annotate("error" if changed.percent < floor else "warning", "No test runs this.", file=file, span=span)
    return FINDINGS if changed.percent < floor else OK


if __name__ == "__main__":
    run_command(main)
