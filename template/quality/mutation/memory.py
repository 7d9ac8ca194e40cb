"""Remembers what became of each mutant, so that an interrupted run goes on where it stopped."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from quality.mutation.reach import digest_of, digest_of_repository
from quality.paths import MUTATION

VERDICTS = MUTATION / "verdicts"


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    Attributes:
        killed: Whether the tests noticed.
        by: The id of the test that did, or what else happened.
    """

    killed: bool
    by: str


def recall(file: str, changed: str) -> Verdict | None:
    """Return the verdict on a mutant, when nothing happened since that could make it another one.

    Args:
        file: The file that was changed, from the root of the repository.
        changed: Its text with the mutant.
    """
    place = _place(file, changed)
    if not place.exists():
        return None
    entry = json.loads(place.read_text(encoding="utf-8"))
    verdict = Verdict(entry["killed"], entry["by"])
    return verdict if entry["digest"] == _digest(verdict) else None


def remember(file: str, changed: str, verdict: Verdict) -> None:
    """Keep the verdict on a mutant.

    Args:
        file: The file that was changed, from the root of the repository.
        changed: Its text with the mutant.
        verdict: What became of it.
    """
    place = _place(file, changed)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(asdict(verdict) | {"digest": _digest(verdict)}), encoding="utf-8")


def _place(file: str, changed: str) -> Path:
    return VERDICTS / f"{hashlib.sha256((file + changed).encode()).hexdigest()[:32]}.json"


def _digest(verdict: Verdict) -> str:
    """Name what a verdict rests on: the test that failed, or everything when none did."""
    return digest_of(Path(verdict.by.partition("::")[0])) if verdict.killed else digest_of_repository()
