"""Everything that a report shows, and how it compares with an earlier one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quality import floors, shape, triage
from quality.errors import QualityError
from quality.floors import TOTAL, Result
from quality.measured import read_coverage
from quality.paths import COVERAGE_JSON, TESTS
from quality.report.sources import (
    Mutation,
    Violation,
    read_commit,
    read_moment,
    read_mutation,
    read_name,
    read_violations,
)
from quality.settings import Settings
from quality.shape import Shape
from quality.suite import read_run
from quality.triage import Task


@dataclass(frozen=True)
class Figures:
    """What was measured; a part that was not is None.

    Attributes:
        name: Of the project.
        commit: Which one was measured.
        moment: When.
        areas: Coverage against its floors, the whole first.
        tasks: The files that need tests, the most urgent first.
        shape: The shape of the suite.
        violations: Of the standard of tests.
        mutation: What became of the mutants.
        before: The numbers of an earlier report, as `numbers` gives them; empty without one.
    """

    name: str
    commit: str
    moment: str
    areas: tuple[Result, ...] | None
    tasks: tuple[Task, ...] | None
    shape: Shape | None
    violations: tuple[Violation, ...] | None
    mutation: Mutation | None
    before: Mapping[str, float]

    @property
    def numbers(self) -> dict[str, float]:
        """Return what a later report is compared with, by name."""
        found: dict[str, float] = {}
        for result in self.areas or ():
            found[f"coverage {result.area}"] = round(result.percent, 2)
        if self.shape:
            found["tests"] = sum(share.tests for share in self.shape.shares)
            found["seconds"] = self.shape.seconds
        if self.violations is not None:
            found["violations"] = len(self.violations)
        if self.mutation:
            found["mutation"] = round(self.mutation.percent, 2)
        return found

    def change(self, name: str) -> float | None:
        """Return how far a number moved since the earlier report; None when one of both lacks it."""
        now = self.numbers.get(name)
        return None if now is None or name not in self.before else now - self.before[name]

    @property
    def whole(self) -> Result | None:
        """Return the coverage of the whole."""
        return next((result for result in self.areas or () if result.area == TOTAL), None)

    @property
    def faults(self) -> list[str]:
        """Say what fails a gate, a sentence each."""
        below = sum(not result.holds for result in self.areas or ())
        packages = self.mutation.packages if self.mutation else ()
        fallen = sum(package.recorded is not None and not package.holds for package in packages)
        return [
            sentence
            for number, sentence in (
                (below, f"{count(below, 'floor')} of coverage {'does' if below == 1 else 'do'} not hold"),
                (len(self.violations or ()), f"{count(len(self.violations or ()), 'violation')} of the standard"),
                (fallen, f"the mutation score of {count(fallen, 'package')} fell"),
            )
            if number
        ]

    @property
    def verdict(self) -> str:
        """Say in a sentence how it stands."""
        sentence = "; ".join(self.faults)
        return f"{sentence[0].upper()}{sentence[1:]}." if sentence else "Every gate holds."


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `1 floor`, `2 floors`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def gather(settings: Settings, previous: Path | None = None) -> Figures:
    """Read everything that was measured.

    Args:
        settings: The tiers and layers.
        previous: The figures of an earlier report; they may be missing, as before the first one.

    Raises:
        QualityError: Nothing was measured, or a table of settings cannot be meant.
    """
    files = read_coverage() if COVERAGE_JSON.exists() else None
    figures = Figures(
        name=read_name(),
        commit=read_commit(),
        moment=read_moment(),
        areas=None if files is None else tuple(floors.judge(files, floors.read_floors())),
        tasks=None if files is None else tuple(triage.rank(files, settings)),
        shape=shape.judge(read_run(), settings) if TESTS.exists() else None,
        violations=read_violations(),
        mutation=read_mutation(),
        before=json.loads(previous.read_text(encoding="utf-8")) if previous and previous.exists() else {},
    )
    if not figures.numbers:
        raise QualityError(f"Nothing was measured yet: run `{settings.show_task('cover')}` first.")
    return figures
