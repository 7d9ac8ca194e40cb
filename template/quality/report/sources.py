"""Reads what other commands left behind; each may be missing, because it did not run."""

import json
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

from quality.paths import COVERAGE_JSON, MUTATION_JSON, VIOLATIONS


@dataclass(frozen=True)
class Violation:
    """A place in the tests that breaks a rule of the standard."""

    rule: str
    message: str
    file: str
    line: int


@dataclass(frozen=True)
class Package:
    """The mutants of one package.

    Attributes:
        name: Its folder.
        killed: How many of its mutants a test noticed.
        mutants: How many it has.
        percent: The share of the noticed ones.
        recorded: The score that may not be fallen below; None when there is none.
        holds: Whether it is not.
    """

    name: str
    killed: int
    mutants: int
    percent: float
    recorded: float | None
    holds: bool


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed."""

    file: str
    line: int
    was: str
    becomes: str


@dataclass(frozen=True)
class Mutation:
    """What became of all mutants."""

    packages: tuple[Package, ...]
    survivors: tuple[Survivor, ...]

    @property
    def percent(self) -> float:
        """Return the share of mutants that a test noticed."""
        mutants = sum(package.mutants for package in self.packages)
        return 100 * sum(package.killed for package in self.packages) / mutants if mutants else 100.0


def read_violations(file: Path = VIOLATIONS) -> tuple[Violation, ...] | None:
    """Read a code quality report: a list of places, each with a rule and a description.

    Args:
        file: The report.

    Returns:
        What is in it, by rule and place; None when there is no report.
    """
    if not file.exists():
        return None
    found = [
        Violation(
            rule=entry["check_name"],
            message=entry["description"],
            file=entry["location"]["path"],
            line=entry["location"]["lines"]["begin"],
        )
        for entry in json.loads(file.read_text(encoding="utf-8"))
    ]
    return tuple(sorted(found, key=lambda violation: (violation.rule, violation.file, violation.line)))


def read_mutation(file: Path = MUTATION_JSON) -> Mutation | None:
    """Read what became of the mutants.

    Args:
        file: The report of the mutation tests.

    Returns:
        What is in it; None when there is no report.
    """
    if not file.exists():
        return None
    table = json.loads(file.read_text(encoding="utf-8"))
    return Mutation(
        packages=tuple(
            Package(
                name=entry["package"],
                killed=entry["killed"],
                mutants=entry["mutants"],
                percent=entry["percent"],
                recorded=entry["recorded"],
                holds=entry["holds"],
            )
            for entry in table["packages"]
        ),
        survivors=tuple(
            Survivor(entry["file"], entry["line"], entry["was"], entry["becomes"]) for entry in table["survivors"]
        ),
    )


def read_name(file: Path = Path("pyproject.toml")) -> str:
    """Return the name of the project, or else of its folder."""
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return str(table.get("project", {}).get("name") or Path.cwd().name)


def read_commit() -> str:
    """Return the short name of the commit that is checked out; nothing outside a repository."""
    command = ["git", "describe", "--always", "--dirty=, with changes", "--exclude=*"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    return finished.stdout.strip() if finished.returncode == 0 else ""


def read_moment(file: Path = COVERAGE_JSON) -> str:
    """Return when coverage was measured, to the minute; nothing when it was not."""
    if not file.exists():
        return ""
    moment = json.loads(file.read_text(encoding="utf-8")).get("meta", {}).get("timestamp", "")
    return str(moment)[:16].replace("T", " ")
