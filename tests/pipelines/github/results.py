"""What came out of running workflows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


class Annotation(NamedTuple):
    """A mark on a line of the change under review."""

    level: str
    file: str
    line: int
    message: str


@dataclass(frozen=True)
class StepResult:
    """How a step ended: `success`, `failure` or `skipped`."""

    name: str
    outcome: str
    log: str
    seconds: float


@dataclass(frozen=True)
class JobResult:
    """How one instance of a job ended: `success`, `failure`, `cancelled` or `skipped`."""

    id: str
    name: str
    result: str
    steps: tuple[StepResult, ...] = ()
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    annotations: tuple[Annotation, ...] = ()
    seconds: float = 0

    @property
    def log(self) -> str:
        """Return everything that its steps printed."""
        return "\n".join(f"--- {step.name} ({step.outcome})\n{step.log}" for step in self.steps)


@dataclass(frozen=True)
class Run:
    """What an event set off: every job of every workflow that it triggered."""

    jobs: tuple[JobResult, ...]
    artifacts: Path

    @property
    def results(self) -> dict[str, str]:
        """Return how each job ended, all instances of a matrix together, by its id."""
        names = dict.fromkeys(job.id for job in self.jobs)
        return {name: combine(job.result for job in self.jobs if job.id == name) for name in names}

    @property
    def red(self) -> list[str]:
        """Return the jobs that failed."""
        return [name for name, result in self.results.items() if result == "failure"]

    @property
    def log(self) -> str:
        """Return everything that was printed."""
        return "\n".join(f"=== {job.name} ({job.result})\n{job.log}" for job in self.jobs)

    def log_of(self, job: str) -> str:
        """Return everything that the instances of a job printed."""
        return "\n".join(found.log for found in self.jobs if found.id == job)


def combine(results: Iterable[str]) -> str:
    """Return the result of a job from those of its instances."""
    present = set(results)
    return next(
        (worst for worst in ("failure", "cancelled", "skipped") if worst in present), "success"
    )
