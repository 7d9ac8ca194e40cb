"""Reads what coverage.py measured."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quality.errors import QualityError
from quality.paths import COVERAGE_JSON

HIGHEST = 100


@dataclass(frozen=True)
class Covered:
    """How much of some code the tests ran: lines and branches together, as coverage.py counts them.

    Attributes:
        hit: Lines and branches that ran.
        total: Lines and branches there are.
        missing_lines: The numbers of the lines that did not run.
        missing_branches: The branches that were not taken, as pairs of lines: from, to.
    """

    hit: int
    total: int
    missing_lines: tuple[int, ...] = field(default=())
    missing_branches: tuple[tuple[int, int], ...] = field(default=())

    @property
    def percent(self) -> float:
        """Return the share that ran, in per cent; code without a statement is covered."""
        return 100 * self.hit / self.total if self.total else 100.0


def percentage(value: float) -> str:
    """Return a percentage to be read, cut off and not rounded: 94.96 must not look like 95."""
    return f"{math.floor(value * 10) / 10:5.1f} %"


def together(parts: Iterable[Covered]) -> Covered:
    """Return several files as if they were one."""
    parts = list(parts)
    return Covered(hit=sum(part.hit for part in parts), total=sum(part.total for part in parts))


def read_coverage(file: Path = COVERAGE_JSON) -> dict[str, Covered]:
    """Read coverage.py's JSON report.

    Args:
        file: The report.

    Returns:
        What ran of each file, by its path from the root of the repository.

    Raises:
        QualityError: There is no report.
    """
    if not file.exists():
        raise QualityError(f"{file} is missing: measure first, with the command `cover`.")
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {path.replace("\\", "/"): _covered(entry) for path, entry in report["files"].items()}


def _covered(entry: dict[str, Any]) -> Covered:
    summary = entry["summary"]
    return Covered(
        # Without branch coverage the report does not speak of branches.
        hit=summary["covered_lines"] + summary.get("covered_branches", 0),
        total=summary["num_statements"] + summary.get("num_branches", 0),
        missing_lines=tuple(entry["missing_lines"]),
        missing_branches=tuple((start, end) for start, end in entry.get("missing_branches", [])),
    )
