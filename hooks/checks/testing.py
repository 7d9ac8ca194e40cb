"""The configuration of pytest and coverage: complete, strict, and the only one."""

from collections.abc import Iterator
from typing import Any

from hooks.findings import Finding, check
from hooks.tree import Tree

PYPROJECT = "pyproject.toml"
TIERS = ("unit", "integration", "e2e", "performance")

# pytest takes these before it looks into pyproject.toml, even when they are empty.
_BEFORE_PYPROJECT = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini")
# pytest and coverage look into these for a section of theirs.
_WITH_SECTIONS = ("tox.ini", "setup.cfg")
_PYTEST_SECTION = r"^\[(?:tool:)?pytest\]"
_COVERAGE_SECTION = r"^\[(?:tool:)?coverage:"


@check("tiers-strict")
def tiers_strict(tree: Tree) -> Iterator[Finding]:
    """All test tiers are registered, have a folder, and unknown markers are errors."""
    if tree.answers.get("kind") == "existing" or PYPROJECT not in tree.files:
        return
    config = _pytest_table(tree)
    here = tree.line_of(PYPROJECT, r"^\[tool\.pytest(\.ini_options)?\]")
    registered = _registered(config.get("markers", []))
    for tier in TIERS:
        if tier not in registered:
            yield Finding(
                PYPROJECT,
                here,
                f"The test tier '{tier}' is not registered as a marker.",
                f'Add "{tier}: ..." to `markers` in the pytest configuration.',
            )
        if not tree.exists(f"tests/{tier}"):
            yield Finding(
                f"tests/{tier}",
                None,
                f"The test tier '{tier}' has no folder, so no test can belong to it.",
                f"Add the folder tests/{tier} to the template.",
            )
    if not _is_strict(config):
        yield Finding(
            PYPROJECT,
            here,
            "Unknown markers are not errors: a mistyped tier would silently never run.",
            "Set `strict = true` or `strict_markers = true` in the pytest configuration.",
        )


@check("no-shadowing-config")
def no_shadowing_config(tree: Tree) -> Iterator[Finding]:
    """The configuration of pytest and of coverage stands in one place that nothing shadows."""
    yield from _shadowing_pytest(tree)
    yield from _shadowing_coverage(tree)


def _shadowing_pytest(tree: Tree) -> Iterator[Finding]:
    """Yield what competes with the pytest configuration in pyproject.toml."""
    tables = [name for name in ("pytest", "pytest.ini_options") if _has_pytest(tree, name)]
    if not tables:
        return
    if len(tables) > 1:
        yield Finding(
            PYPROJECT,
            tree.line_of(PYPROJECT, r"^\[tool\.pytest\.ini_options\]"),
            "pytest is configured twice, in [tool.pytest] and in [tool.pytest.ini_options]: "
            "pytest refuses to start.",
            "Keep one of the two tables.",
        )
    for file in _candidates(tree, _BEFORE_PYPROJECT):
        yield Finding(
            file,
            None,
            f"pytest reads this file and then ignores [tool.{tables[0]}] in pyproject.toml.",
            "Move its settings to pyproject.toml and delete the file.",
        )
    for file in _candidates(tree, _WITH_SECTIONS):
        number = tree.line_of(file, _PYTEST_SECTION)
        if number:
            yield Finding(
                file,
                number,
                f"This section competes with [tool.{tables[0]}] in pyproject.toml: "
                "which one counts depends on the folder pytest starts in.",
                "Move its settings to pyproject.toml and delete the section.",
            )
    for file in _candidates(tree, (PYPROJECT,)):
        if file != PYPROJECT and tree.table(file, "tool", "pytest"):
            yield Finding(
                file,
                tree.line_of(file, r"^\[tool\.pytest"),
                "pytest started in this folder ignores the pyproject.toml at the top.",
                "Move its pytest settings to the pyproject.toml at the top.",
            )


def _shadowing_coverage(tree: Tree) -> Iterator[Finding]:
    """Yield what competes with .coveragerc."""
    if not tree.exists(".coveragerc"):
        return
    remedy = "Move its settings to .coveragerc and delete them here."
    message = "coverage reads .coveragerc and never looks here."
    if tree.table(PYPROJECT, "tool", "coverage"):
        yield Finding(PYPROJECT, tree.line_of(PYPROJECT, r"^\[tool\.coverage"), message, remedy)
    if tree.exists(".coveragerc.toml"):
        yield Finding(".coveragerc.toml", None, message, remedy)
    for file in _WITH_SECTIONS:
        number = tree.line_of(file, _COVERAGE_SECTION)
        if number:
            yield Finding(file, number, message, remedy)


def _candidates(tree: Tree, names: tuple[str, ...]) -> list[str]:
    """Return files of these names: at the top and in tests/ whoever put them there, else rendered.

    An owner's file at the top shadows the template's configuration just as well.
    """
    near = [f"{folder}{name}" for folder in ("", "tests/") for name in names]
    present = {file for file in near if tree.exists(file)}
    return sorted(present.union(tree.matching(*names)))


def _has_pytest(tree: Tree, name: str) -> bool:
    """Tell whether pyproject.toml has settings in the table [tool.<name>] itself."""
    table = tree.table(PYPROJECT, "tool", *name.split("."))
    return bool(set(table) - {"ini_options"})


def _pytest_table(tree: Tree) -> dict[str, Any]:
    """Return pytest's settings from pyproject.toml, old or native table."""
    native = tree.table(PYPROJECT, "tool", "pytest")
    return tree.table(PYPROJECT, "tool", "pytest", "ini_options") or native


def _registered(markers: object) -> set[str]:
    """Return the names of registered markers, from a list or from one text of lines."""
    lines = markers.splitlines() if isinstance(markers, str) else markers
    if not isinstance(lines, list):
        return set()
    return {str(line).partition(":")[0].partition("(")[0].strip() for line in lines}


def _is_strict(config: dict[str, Any]) -> bool:
    """Tell whether pytest is told to refuse unknown markers."""
    strict = str(config.get("strict_markers", config.get("strict"))).lower() == "true"
    options = config.get("addopts", [])
    words = options.split() if isinstance(options, str) else options
    return strict or not {"--strict-markers", "--strict"}.isdisjoint(words)
