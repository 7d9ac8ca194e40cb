"""Holds coverage against the floors in `floors.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality.annotations import annotate
from quality.errors import QualityError
from quality.measured import HIGHEST, Covered, percentage, together
from quality.patterns import matches
from quality.settings import Settings

FLOORS_FILE = Path(__file__).with_name("floors.toml")
TOTAL = "total"


@dataclass(frozen=True)
class Floors:
    """The floors, all in per cent.

    Attributes:
        total: Of the whole.
        changed: Of the lines that a branch changed.
        areas: Of the files that match each pattern.
    """

    total: float
    changed: float
    areas: Mapping[str, float]


@dataclass(frozen=True)
class Result:
    """One area beside its floor.

    Attributes:
        area: A pattern of files, or `total`.
        floor: What must be covered, in per cent.
        percent: What is.
        worst_file: The file of the area that is covered least.
        worst_percent: How far that one is covered.
    """

    area: str
    floor: float
    percent: float
    worst_file: str
    worst_percent: float

    @property
    def holds(self) -> bool:
        """Say whether the area reaches its floor."""
        return self.percent >= self.floor

    def command(self, settings: Settings) -> str:
        """Return the command that shows the missing lines of the area."""
        chosen = [] if self.area == TOTAL else [f"--include={self.area}"]
        return settings.show_tool("coverage", "report", "--show-missing", "--skip-covered", *chosen)


def read_floors(file: Path = FLOORS_FILE) -> Floors:
    """Read the table of floors.

    Args:
        file: A TOML file with `total`, `changed` and a table `areas` of pattern to floor.

    Raises:
        QualityError: A floor is missing or is no percentage.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    for name in ("total", "changed"):
        if name not in table:
            raise QualityError(f"{file.name}: the floor `{name}` is missing; add, for example, `{name} = 80`.")
    areas = table.get("areas", {})
    for name, floor in {"total": table["total"], "changed": table["changed"], **areas}.items():
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= HIGHEST:
            raise QualityError(f"{file.name}: {name} = {floor!r} is no percentage from 0 to 100.")
    return Floors(total=table["total"], changed=table["changed"], areas=areas)


def judge(files: Mapping[str, Covered], floors: Floors) -> list[Result]:
    """Put every area beside its floor.

    Args:
        files: What ran of each file.
        floors: What must have run.

    Returns:
        The whole first, then the areas in the order of the table.

    Raises:
        QualityError: A pattern matches no file, so its floor would hold for nothing.
    """
    return [_judge_area(TOTAL, floors.total, files)] + [
        _judge_area(pattern, floor, {path: files[path] for path in files if matches(pattern, path)})
        for pattern, floor in floors.areas.items()
    ]


def _judge_area(area: str, floor: float, files: Mapping[str, Covered]) -> Result:
    if not files:
        raise QualityError(f"{FLOORS_FILE.name}: no measured file matches {area}; correct the pattern or remove it.")
    worst_file = min(files, key=lambda path: (files[path].percent, path))
    return Result(area, floor, together(files.values()).percent, worst_file, files[worst_file].percent)


def show(results: Sequence[Result], settings: Settings) -> None:
    """Print every area beside its floor, and how to see the missing lines of those below it."""
    width = max(len(result.area) for result in results)
    print(f"\n{'Area':{width}}   Floor   Actual         Worst file")
    for result in results:
        worst = f"{percentage(result.worst_percent)} {result.worst_file}" if result.worst_percent < HIGHEST else ""
        figures = f"{result.area:{width}}  {result.floor:4g} %  {percentage(result.percent)}"
        print(f"{figures}  {'' if result.holds else 'BELOW':5}  {worst}".rstrip())
    for result in results:
        if not result.holds:
            actual = percentage(result.percent).strip()
            below = f"{result.area} is covered to {actual}, below its floor of {result.floor:g} %"
            print(f"\n{below}. Its missing lines:\n  {result.command(settings)}")
            annotate("error", f"{below}.", title="Coverage", file=result.worst_file)
