"""What the tests of a run were: their tiers, outcomes and durations."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from quality.errors import QualityError
from quality.paths import TESTS


@dataclass(frozen=True)
class Test:
    """One test of a run.

    Attributes:
        id: Its node id, as pytest prints it.
        tier: Its tier; empty when it belongs to none.
        outcome: `passed`, `failed` or `skipped`.
        seconds: How long it took, its fixtures included.
    """

    # pytest takes a class of this name for tests otherwise.
    __test__ = False

    id: str
    tier: str
    outcome: str
    seconds: float


@dataclass(frozen=True)
class Run:
    """A run of tests.

    Attributes:
        seconds: How long it took as a whole; shorter than its tests together when they ran side by side.
        tests: Its tests.
    """

    seconds: float
    tests: tuple[Test, ...]


def write_run(run: Run, file: Path) -> None:
    """Keep a run.

    Args:
        run: The run.
        file: A file to write; its folder is made.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(run), indent=1) + "\n", encoding="utf-8")


def read_run(file: Path = TESTS) -> Run:
    """Read a run that was kept.

    Args:
        file: The file that it was kept in.

    Raises:
        QualityError: There is none.
    """
    if not file.exists():
        raise QualityError(f"{file} is missing: run all tests first.")
    table = json.loads(file.read_text(encoding="utf-8"))
    return Run(seconds=table["seconds"], tests=tuple(Test(**test) for test in table["tests"]))


def merge_runs(runs: Iterable[Run]) -> Run:
    """Return several runs of parts of the tests as one.

    Args:
        runs: The runs; a test that is in several counts once, as the last run has it.
    """
    runs = list(runs)
    tests = {test.id: test for run in runs for test in run.tests}
    return Run(seconds=sum(run.seconds for run in runs), tests=tuple(tests.values()))
