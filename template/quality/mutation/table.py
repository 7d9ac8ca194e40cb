"""Reads and writes `mutation.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quality.errors import QualityError

TABLE_FILE = Path(__file__).parents[1] / "mutation.toml"
HIGHEST = 100


@dataclass(frozen=True)
class Equivalent:
    """A mutant that no test can notice.

    Attributes:
        file: The changed file, from the root of the repository.
        was: The changed lines as they were, each without the spaces around it, joined by one space.
        becomes: The same lines with the mutant.
        reason: Why no test can notice.
    """

    file: str
    was: str
    becomes: str
    reason: str = field(default="", compare=False)


@dataclass(frozen=True)
class Table:
    """What the file says.

    Attributes:
        packages: The recorded score of each package, in per cent.
        unlisted: The score that a package needs of which none is recorded, in per cent.
        equivalents: The mutants that do not count.
        sources: The folders whose code is changed.
        prepare: A function that is called once before the mutants, as `module.function`; it returns settings for the
            environment of the tests. Nothing when there is none.
        options: Further options of pytest.
    """

    packages: dict[str, float]
    unlisted: float
    equivalents: list[Equivalent]
    sources: list[Path]
    prepare: str
    options: list[str] = field(default_factory=list)


def read_table(file: Path = TABLE_FILE) -> Table:
    """Read the file.

    Raises:
        QualityError: A score is no percentage, or a mutant is described wrongly or without a reason.
    """
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    packages: dict[str, Any] = content.get("packages", {})
    unlisted = content.get("unlisted")
    for name, score in {"unlisted": unlisted, **packages}.items():
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= HIGHEST:
            raise QualityError(f"{file.name}: {name} = {score!r} is no percentage from 0 to 100.")
    return Table(
        packages=packages,
        unlisted=content["unlisted"],
        equivalents=[_read_equivalent(file, entry) for entry in content.get("equivalent", [])],
        sources=[Path(folder) for folder in content["poodle"]["source_folders"]],
        prepare=content.get("prepare", ""),
        options=content.get("options", []),
    )


def record(scores: Mapping[str, float], file: Path = TABLE_FILE) -> None:
    """Write scores into the file where they are higher than what stands there, or nothing does.

    Args:
        scores: The score of each package, in per cent.
        file: The file; the rest of it stays as it is.
    """
    recorded = read_table(file).packages
    text = file.read_text(encoding="utf-8")
    for package, score in scores.items():
        line = f'"{package}" = {score:g}'
        if package not in recorded:
            heading, rest = text.split("[packages]\n")
            text = f"{heading}[packages]\n{line}\n{rest}"
        elif score > recorded[package]:
            text = re.sub(rf'(?m)^"{re.escape(package)}" *= *[\d.]+', line, text)
    file.write_text(text, encoding="utf-8")


def _read_equivalent(file: Path, entry: Mapping[str, Any]) -> Equivalent:
    if entry.keys() != {"file", "was", "becomes", "reason"} or not entry["reason"].strip():
        raise QualityError(
            f"{file.name}: an equivalent mutant needs file, was, becomes and a reason, not {dict(entry)}."
        )
    return Equivalent(**entry)
