"""The coverage floor: one number, in one place, that CI enforces."""

import re
from collections.abc import Iterator
from typing import Any

from hooks.findings import Finding, check
from hooks.tree import Tree
from hooks.yamlnodes import scalars

FLOORS = "quality/floors.toml"
SETTINGS = "quality/settings.toml"
_CONFIGURATION = (
    "*.toml", "*.ini", "*.cfg", ".coveragerc", "*.yml", "*.yaml", "*.sh",
    "Makefile", "justfile", "Dockerfile", "codecov.yml",
)  # fmt: skip
_SECOND_FLOOR = re.compile(r"\bfail_under\b|--(?:cov-)?fail-under\b")
_ENFORCING_TASKS = ("check", "cover")
_POE = re.compile(r"\bpoe\s+(?:-\S+\s+)*([\w-]+)")
_ENFORCER = re.compile(r"quality[./]cover\b")
_CHECK = re.compile(r"quality[./]check\b")
_SHELL_COMMENT = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_PIPELINES = (".github/workflows/*.yml", ".github/workflows/*.yaml", ".gitlab-ci.yml")
_HIGHEST = 100


@check("one-coverage-floor")
def one_coverage_floor(tree: Tree) -> Iterator[Finding]:
    """The coverage floor stands once, in quality/floors.toml, and CI enforces it."""
    yield from _the_floor(tree)
    yield from _second_floors(tree)
    yield from _enforced(tree)


def _the_floor(tree: Tree) -> Iterator[Finding]:
    """Yield a finding when the file of floors has no usable floor for the whole."""
    if FLOORS not in tree.files or isinstance(tree.toml(FLOORS), str):
        return
    total = tree.table(FLOORS).get("total")
    if isinstance(total, bool) or not isinstance(total, int | float) or not 0 <= total <= _HIGHEST:
        yield Finding(
            FLOORS,
            tree.line_of(FLOORS, r"^total\b"),
            f"The floor for the whole is {total!r}, not a percentage.",
            "Set `total` to a number from 0 to 100 at the top of the file.",
        )


def _second_floors(tree: Tree) -> Iterator[Finding]:
    """Yield each place in configuration and pipelines that sets a floor of its own."""
    for file in tree.matching(*_CONFIGURATION):
        if b"fail" not in tree.data(file):
            continue
        for number, line in enumerate(tree.lines(file), start=1):
            found = _SECOND_FLOOR.search(line.partition("#")[0])
            if found and not tree.from_answer(found[0]):
                yield Finding(
                    file,
                    number,
                    f"`{found[0]}` is a second coverage floor: the one floor is `total` "
                    f"in {FLOORS}.",
                    "Delete this setting; `poe cover` enforces the floor.",
                )


def _enforced(tree: Tree) -> Iterator[Finding]:
    """Yield a finding when there are pipelines and none runs what enforces the floor."""
    pipelines = tree.matching(*_PIPELINES)
    if not pipelines or tree.answers.get("kind") == "existing":
        return
    commands = [
        text for file in pipelines for node in tree.nodes(file) for text, _ in scalars(node)
    ]
    if not any(_enforces(tree, command) for command in commands):
        yield Finding(
            pipelines[0],
            None,
            "No step of the pipeline enforces the coverage floor.",
            "Add a step that runs `poe check` or `poe cover`.",
        )


def _enforces(tree: Tree, command: str) -> bool:
    """Tell whether a shell command in a pipeline ends in `quality.cover`."""
    command = _SHELL_COMMENT.sub("", command)
    if _runs_cover(tree, command):
        return True
    tasks = tree.table("pyproject.toml", "tool", "poe", "tasks")
    called = [name for name in _POE.findall(command) if name in _ENFORCING_TASKS]
    # Tasks may be defined elsewhere; then their names have to do.
    return any(_task_enforces(tree, tasks, name, set()) if tasks else True for name in called)


def _runs_cover(tree: Tree, command: str) -> bool:
    """Tell whether a command is `quality.cover`, or the list of checks with that in it."""
    if _CHECK.search(command):
        checks = tree.table(SETTINGS, "check").values()
        return any(_ENFORCER.search(text) for check in checks for text in _texts(check))
    return bool(_ENFORCER.search(command))


def _task_enforces(tree: Tree, tasks: dict[str, Any], name: str, seen: set[str]) -> bool:
    """Tell whether a task, or any task it calls, runs `quality.cover`."""
    if name in seen or name not in tasks:
        return False
    seen.add(name)
    return any(
        _runs_cover(tree, text)
        or any(_task_enforces(tree, tasks, word, seen) for word in text.split())
        for text in _texts(tasks[name])
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text inside a task's definition."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
