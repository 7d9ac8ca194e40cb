"""Turns what became of the mutants into a score for each package."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from quality.mutation.table import Equivalent, Table
from quality.mutation.trial import NO_PYTHON


@dataclass(frozen=True)
class Trial:
    """One mutant, and what became of it.

    Attributes:
        package: The folder that is scored: that of the sources, or one inside it.
        file: The changed file, from the root of the repository.
        line: The first changed line.
        operator: What kind of change it is.
        was: The changed lines as they were, each without the spaces around it, joined by one space.
        becomes: The same lines with the mutant.
        killed: Whether a test noticed.
        by: The id of that test, or what else happened.
    """

    package: str
    file: str
    line: int
    operator: str
    was: str
    becomes: str
    killed: bool
    by: str


@dataclass(frozen=True)
class Score:
    """One package beside what was recorded of it.

    Attributes:
        package: Its folder.
        killed: How many mutants the tests noticed.
        mutants: How many there are, equivalents left out.
        equivalents: How many were left out.
        recorded: The score that may not be fallen below, in per cent.
    """

    package: str
    killed: int
    mutants: int
    equivalents: int
    recorded: float

    @property
    def percent(self) -> float:
        """Return the share of killed mutants in per cent, rounded down to one decimal place."""
        return math.floor(1000 * self.killed / self.mutants) / 10 if self.mutants else 100.0

    @property
    def holds(self) -> bool:
        """Say whether the score has not fallen."""
        return self.percent >= self.recorded


def read_trials(report: Path) -> list[Trial]:
    """Read poodle's JSON report.

    Returns:
        The mutants by file and line, without those that are no Python at all.
    """
    content: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    trials = [_read_trial(entry["mutant"], entry["result"]) for entry in content["mutant_trials"]]
    return sorted(
        (trial for trial in trials if trial.by != NO_PYTHON), key=lambda trial: (trial.file, trial.line, trial.becomes)
    )


def judge(trials: Sequence[Trial], counted: Sequence[Trial], table: Table) -> list[Score]:
    """Count killed mutants by package.

    Args:
        trials: What became of each mutant.
        counted: Those that count.
        table: The recorded scores.

    Returns:
        A score for each package that has a mutant, by name.
    """
    mutants = Counter(trial.package for trial in counted)
    killed = Counter(trial.package for trial in counted if trial.killed)
    left_out = Counter(trial.package for trial in trials) - mutants
    recorded = {package: table.packages.get(package, table.unlisted) for package in mutants}
    return [
        Score(package, killed[package], mutants[package], left_out[package], recorded[package])
        for package in sorted(mutants)
    ]


def leave_out(trials: Sequence[Trial], equivalents: Iterable[Equivalent]) -> tuple[list[Trial], list[Equivalent]]:
    """Take away the survivors that no test can notice.

    Args:
        trials: All mutants of the files that were looked at.
        equivalents: The entries; each takes away one.

    Returns:
        The mutants that count, and the entries that name no survivor: the code has changed, or a test notices now.
    """
    left = Counter(equivalents)
    counted = []
    for trial in trials:
        place = Equivalent(trial.file, trial.was, trial.becomes)
        if not trial.killed and left[place]:
            left[place] -= 1
        else:
            counted.append(trial)
    files = {trial.file for trial in trials}
    return counted, [entry for entry in left.elements() if entry.file in files]


def to_json(scores: Iterable[Score], survivors: Iterable[Trial]) -> str:
    """Return scores and survivors for other programs."""
    report = {
        "packages": [asdict(score) | {"percent": score.percent, "holds": score.holds} for score in scores],
        "survivors": [asdict(trial) for trial in survivors],
    }
    return json.dumps(report, indent=2) + "\n"


def _read_trial(mutant: dict[str, Any], result: dict[str, Any]) -> Trial:
    changes = [line for line in mutant["unified_diff"].splitlines() if not line.startswith(("---", "+++", "@@"))]
    file = Path(mutant["source_file"])
    source = Path(mutant["source_folder"])
    inside = file.relative_to(source).parent.parts[:1]
    return Trial(
        package=source.joinpath(*inside).as_posix(),
        file=file.as_posix(),
        line=mutant["lineno"],
        operator=mutant["mutator_name"],
        was=_join(changes, "-"),
        becomes=_join(changes, "+"),
        killed=result["found"],
        by=result["reason_desc"] or "",
    )


def _join(changes: Iterable[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in changes if line.startswith(sign)).strip()
