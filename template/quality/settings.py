"""Reads `settings.toml`."""

import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from quality.errors import QualityError
from quality.measured import HIGHEST

SETTINGS_FILE = Path(__file__).with_name("settings.toml")

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Tier:
    """A kind of tests, and the limits of its share.

    Attributes:
        name: What it is called, and the marker of its tests.
        files: A pattern of the files that hold them.
        least: The share of all tests it needs, in per cent.
        most: The share it may not exceed, in per cent.
    """

    name: str
    files: str
    least: float
    most: float


@dataclass(frozen=True)
class Settings:
    """What the commands go by.

    Attributes:
        tool: Stands before a tool that is shown for copying.
        task: Stands before one of the commands of this folder.
        tests: The command that runs the tests, as a module of Python with its arguments.
        against: The branch that changed lines are compared with.
        check: What `check` runs, by name, in order.
        strict: Whether a shape outside its limits is an error.
        slowest: How many of the slowest tests are listed.
        left_out: A pattern of the tests that have no part in the shape.
        tiers: The tiers, in order.
        nearly_finished: The coverage from which on a file comes last in the triage, in per cent.
        layers: The names of the modules and folders of each layer, from the core outwards.
    """

    tool: str
    task: str
    tests: tuple[str, ...]
    against: str
    check: Mapping[str, tuple[str, ...]]
    strict: bool
    slowest: int
    left_out: str
    tiers: tuple[Tier, ...]
    nearly_finished: float
    layers: Mapping[str, tuple[str, ...]]

    def show_tool(self, *words: str) -> str:
        """Return the call of a tool as one would type it."""
        return " ".join([*self.tool.split(), *map(shlex.quote, words)])

    def show_task(self, *words: str) -> str:
        """Return the call of one of the commands of this folder as one would type it."""
        return " ".join([*self.task.split(), *map(shlex.quote, words)])


def read_settings(file: Path = SETTINGS_FILE) -> Settings:
    """Read the settings.

    Args:
        file: A TOML file with the tables of `settings.toml`.

    Returns:
        What it says.

    Raises:
        QualityError: Something is missing or of the wrong kind.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    check, shape, triage = (_take(table, name, dict) for name in ("check", "shape", "triage"))
    return Settings(
        tool=_take(table, "tool", str),
        task=_take(table, "task", str),
        tests=tuple(shlex.split(_take(_take(table, "cover", dict), "tests", str))),
        against=_take(_take(table, "changed", dict), "against", str),
        check={name: tuple(shlex.split(_take(check, name, str))) for name in check},
        strict=_take(shape, "strict", bool),
        slowest=_take(shape, "slowest", int),
        left_out=_take(shape, "left_out", str),
        tiers=tuple(_tier(name, limits) for name, limits in _take(shape, "tiers", dict).items()),
        nearly_finished=_percentage("nearly_finished", triage.get("nearly_finished")),
        layers={name: tuple(names) for name, names in _take(triage, "layers", dict).items()},
    )


def _tier(name: str, table: Mapping[str, Any]) -> Tier:
    match _take(table, "share", list):
        case [least, most] if _percentage(name, least) <= _percentage(name, most):
            return Tier(name, _take(table, "files", str), least, most)
        case share:
            raise QualityError(
                f"{SETTINGS_FILE.name}: the share of {name} is {share}; write [least, most], like [60, 80]."
            )


def _percentage(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= HIGHEST:
        raise QualityError(f"{SETTINGS_FILE.name}: {name} = {value!r} is no percentage from 0 to 100.")
    return value


def _take(table: Mapping[str, Any], name: str, kind: type[Kind]) -> Kind:
    if not isinstance(value := table.get(name), kind):
        found = "is missing" if value is None else f"is {value!r}"
        raise QualityError(f"{SETTINGS_FILE.name}: {name} {found}, and must be of the kind {kind.__name__}.")
    return value
