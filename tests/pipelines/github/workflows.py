"""Reads workflow files, and refuses every key that the runner would not obey."""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Table = Mapping[str, Any]


class UnsupportedError(Exception):
    """A workflow uses something that the runner does not know how to do."""


class _Loader(yaml.SafeLoader):
    """Reads YAML as GitHub does: `on` and `yes` are words, not truth values."""


_TRUTH = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TRUTH]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_TRUTH, re.compile("^(true|false)$"), ["t", "f"])


@dataclass(frozen=True)
class Step:
    """One step of a job; an attribute is None or empty when its key is absent."""

    id: str
    name: str
    condition: object
    run: str | None
    uses: str | None
    inputs: Table
    env: Table
    shell: str | None
    working_directory: str | None
    timeout_minutes: object


@dataclass(frozen=True)
class Service:
    """A container that runs beside a job."""

    image: str
    env: Table
    ports: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    """A job; an attribute is None or empty when its key is absent."""

    id: str
    name: str
    needs: tuple[str, ...]
    condition: object
    env: Table
    shell: str | None
    outputs: Table
    matrix: object
    fail_fast: bool
    services: Mapping[str, Service]
    timeout_minutes: object
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Workflow:
    """A workflow file."""

    file: str
    name: str
    on: Table
    env: Table
    jobs: Mapping[str, Job] = field(default_factory=dict)


def load(file: Path) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Return what a YAML file says."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader


def read_workflow(file: Path) -> Workflow:
    """Read a workflow.

    Raises:
        UnsupportedError: it has a key that the runner does not know.
    """
    table = load(file)
    known = {"name", "run-name", "on", "permissions", "concurrency", "env", "defaults", "jobs"}
    _check(table, known, file.name)
    shell = _shell(table)
    jobs = {name: _job(name, job, shell) for name, job in table["jobs"].items()}
    return Workflow(
        file=file.name,
        name=table.get("name", file.name),
        on=_triggers(table["on"]),
        env=table.get("env", {}),
        jobs=jobs,
    )


def read_steps(steps: Iterable[Table], where: str, shell: str | None = None) -> tuple[Step, ...]:
    """Read a list of steps.

    Args:
        steps: what stands in the file.
        where: names the place in messages.
        shell: of steps that name none.

    Raises:
        UnsupportedError: one has a key that the runner does not know.
    """
    return tuple(_step(step, f"{where}, step {n}", shell) for n, step in enumerate(steps, start=1))


def expand(matrix: object) -> list[dict[str, Any]]:
    """Return the combinations of a matrix whose expressions are evaluated; one when there is none.

    Raises:
        UnsupportedError: it includes or excludes single combinations, or an axis is no list.
    """
    if matrix is None:
        return [{}]
    if not isinstance(matrix, dict) or {"include", "exclude"} & set(matrix):
        raise UnsupportedError(f"a matrix is a table of lists here, not {matrix}")
    if not all(isinstance(values, list) and values for values in matrix.values()):
        raise UnsupportedError(f"every axis of a matrix needs a list of values: {matrix}")
    return [
        dict(zip(matrix, values, strict=True)) for values in itertools.product(*matrix.values())
    ]


def _job(name: str, table: Table, shell: str | None) -> Job:
    known = {
        *("name", "needs", "if", "runs-on", "permissions", "env", "defaults", "outputs"),
        *("strategy", "services", "timeout-minutes", "steps", "concurrency", "environment"),
    }
    _check(table, known, name)
    strategy = table.get("strategy", {})
    _check(strategy, {"matrix", "fail-fast"}, f"{name}, strategy")
    needs = table.get("needs", [])
    return Job(
        id=name,
        name=table.get("name", name),
        needs=(needs,) if isinstance(needs, str) else tuple(needs),
        condition=table.get("if"),
        env=table.get("env", {}),
        shell=shell,
        outputs=table.get("outputs", {}),
        matrix=strategy.get("matrix"),
        fail_fast=strategy.get("fail-fast", True),
        services={
            key: _service(service, f"{name}, service {key}")
            for key, service in table.get("services", {}).items()
        },
        timeout_minutes=table.get("timeout-minutes", 360),
        steps=read_steps(table["steps"], name, _shell(table) or shell),
    )


def _service(table: Table, where: str) -> Service:
    # `options` says how Docker waits for the server; here it is ready when the job starts.
    _check(table, {"image", "env", "ports", "options"}, where)
    ports = tuple(str(port) for port in table.get("ports", []))
    return Service(image=table["image"], env=table.get("env", {}), ports=ports)


def _step(table: Table, where: str, shell: str | None) -> Step:
    known = {
        *("id", "name", "if", "run", "uses", "with", "env", "shell", "working-directory"),
        "timeout-minutes",
    }
    _check(table, known, where)
    if ("run" in table) == ("uses" in table):
        raise UnsupportedError(f"{where}: a step either runs a command or uses an action")
    return Step(
        id=table.get("id", ""),
        name=table.get("name", table.get("uses", table.get("run", ""))),
        condition=table.get("if"),
        run=table.get("run"),
        uses=table.get("uses"),
        inputs=table.get("with", {}),
        env=table.get("env", {}),
        shell=table.get("shell", shell),
        working_directory=table.get("working-directory"),
        timeout_minutes=table.get("timeout-minutes"),
    )


def _triggers(on: object) -> Table:
    """Return the events of a workflow with what each asks for."""
    if isinstance(on, str):
        return {on: {}}
    if isinstance(on, list):
        return {name: {} for name in on}
    if isinstance(on, dict):
        return {name: asked or {} for name, asked in on.items()}
    raise UnsupportedError(f"these are no events: {on}")


def _shell(table: Table) -> str | None:
    defaults = table.get("defaults", {})
    _check(defaults, {"run"}, "defaults")
    run = defaults.get("run", {})
    _check(run, {"shell"}, "defaults.run")
    shell: str | None = run.get("shell")
    return shell


def _check(table: Table, known: set[str], where: str) -> None:
    unknown = set(table) - known
    if unknown:
        raise UnsupportedError(f"{where}: the runner does not know {', '.join(sorted(unknown))}")
