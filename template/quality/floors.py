"""Holds a coverage report against the floors in `floors.toml`."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLOORS_FILE = Path(__file__).with_name("floors.toml")


class FloorsError(Exception):
    """The table of floors says something that cannot be meant."""


@dataclass(frozen=True)
class Covered:
    """How much of some code the tests ran: lines and branches together, as coverage.py counts them."""

    hit: int
    total: int

    @property
    def percent(self) -> float:
        """Return the share that ran, in per cent; code without a statement is covered."""
        return 100 * self.hit / self.total if self.total else 100.0


@dataclass(frozen=True)
class Result:
    """One area beside its floor."""

    area: str
    floor: float
    percent: float
    worst_file: str

    @property
    def holds(self) -> bool:
        """Say whether the area reaches its floor."""
        return self.percent >= self.floor


def read_floors(file: Path = FLOORS_FILE) -> tuple[float, dict[str, float]]:
    """Read the table of floors.

    Args:
        file: A TOML file with `total` and a table `areas` of pattern to floor.

    Returns:
        The floor of the whole, and the floor of each pattern, all in per cent.

    Raises:
        FloorsError: A floor is missing or is no percentage.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    if "total" not in table:
        raise FloorsError(f"{file.name}: the floor of the whole is missing; add `total = 80`.")
    areas = table.get("areas", {})
    for name, floor in {"total": table["total"], **areas}.items():
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 100:  # noqa: PLR2004
            raise FloorsError(f"{file.name}: {name} = {floor!r} is no percentage from 0 to 100.")
    return table["total"], areas


def read_coverage(file: Path) -> dict[str, Covered]:
    """Read coverage.py's JSON report.

    Returns:
        What ran of each file, by its path from the root of the repository.
    """
    report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {
        path.replace("\\", "/"): Covered(
            hit=entry["summary"]["covered_lines"] + entry["summary"]["covered_branches"],
            total=entry["summary"]["num_statements"] + entry["summary"]["num_branches"],
        )
        for path, entry in report["files"].items()
    }


def judge(files: Mapping[str, Covered], total: float, areas: Mapping[str, float]) -> list[Result]:
    """Put every area beside its floor.

    Args:
        files: What ran of each file.
        total: The floor of the whole, in per cent.
        areas: The floor of each pattern, in per cent; `*` stays in one folder, `**` goes into all below.

    Returns:
        The whole first, then the areas in the order of the table.

    Raises:
        FloorsError: A pattern matches no file, so its floor would hold for nothing.
    """
    return [_judge_area("total", total, files)] + [
        _judge_area(pattern, floor, _matching(pattern, files)) for pattern, floor in areas.items()
    ]


def _judge_area(area: str, floor: float, files: Mapping[str, Covered]) -> Result:
    if not files:
        raise FloorsError(f"{FLOORS_FILE.name}: no measured file matches {area}; correct the pattern or remove it.")
    return Result(
        area=area,
        floor=floor,
        percent=_together(files.values()).percent,
        worst_file=min(files, key=lambda path: (files[path].percent, path)),
    )


def _together(parts: Iterable[Covered]) -> Covered:
    parts = list(parts)
    return Covered(hit=sum(part.hit for part in parts), total=sum(part.total for part in parts))


def _matching(pattern: str, files: Mapping[str, Covered]) -> dict[str, Covered]:
    escaped = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
    return {path: covered for path, covered in files.items() if re.fullmatch(escaped, path)}
