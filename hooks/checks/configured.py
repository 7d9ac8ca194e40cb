"""Paths that configuration names exist."""

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from posixpath import join, normpath

import yaml

from hooks.checks.links import is_made_later
from hooks.findings import Finding, check
from hooks.tree import Tree
from hooks.yamlnodes import line, pairs, scalars

PYPROJECT = "pyproject.toml"
# Where pyproject.toml names paths of this repository.
_PYPROJECT_PATHS = (
    "project.readme",
    "project.readme.file",
    "project.license.file",
    "project.license-files",
    "tool.alembic.script_location",
    "tool.mypy.files",
    "tool.mypy.mypy_path",
    "tool.pytest.pythonpath",
    "tool.pytest.testpaths",
    "tool.pytest.ini_options.pythonpath",
    "tool.pytest.ini_options.testpaths",
    "tool.ruff.extend",
    "tool.ruff.src",
)
_INI_PATH = re.compile(r"^(script_location|prepend_sys_path)\s*[=:]\s*(.+?)\s*$")
_COMPOSE = ("compose*.yml", "compose*.yaml", "docker-compose*.yml", "docker-compose*.yaml")
_PIPELINES = (".github/workflows/*.yml", ".github/workflows/*.yaml", ".gitlab-ci.yml")


@check("paths-exist")
def paths_exist(tree: Tree) -> Iterator[Finding]:
    """Paths that configuration files name exist."""
    named = (*_pyproject(tree), *_alembic(tree), *_coverage(tree), *_dockerfiles(tree),
             *_compose(tree), *_pipelines(tree))  # fmt: skip
    for file, number, setting, path in named:
        clean = normpath(path).lstrip("/")
        # What starts above this directory or is filled in when it runs cannot be looked up.
        if clean.startswith("..") or "$" in clean or "%(" in clean:
            continue
        if not (_found(tree, clean) or is_made_later(clean)):
            yield Finding(
                file,
                number,
                f"{setting} names '{path}', and there is no such file or folder.",
                "Correct the path, or add what it names.",
            )


Named = tuple[str, int | None, str, str]


def _found(tree: Tree, path: str) -> bool:
    """Tell whether a path, or anything that matches it as a shell pattern, exists."""
    return tree.exists(path) or any(
        fnmatchcase(file, path) or fnmatchcase(file, f"{path}/*") for file in tree.files
    )


def _pyproject(tree: Tree) -> Iterator[Named]:
    """Yield the paths in pyproject.toml."""
    for setting in _PYPROJECT_PATHS:
        *tables, key = setting.split(".")
        for path in _as_list(tree.table(PYPROJECT, *tables).get(key)):
            number = tree.line_of(PYPROJECT, rf"\b{re.escape(key)}\s*=")
            yield PYPROJECT, number, f"`{setting}`", path.replace("%(here)s/", "")


def _as_list(value: object) -> list[str]:
    """Return a setting as a list of texts, from a list or from words in one text."""
    if isinstance(value, str):
        return [value] if " " not in value else value.replace(",", " ").split()
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _alembic(tree: Tree) -> Iterator[Named]:
    """Yield the paths in alembic.ini."""
    for file in tree.matching("alembic.ini"):
        for number, text in enumerate(tree.lines(file), start=1):
            found = _INI_PATH.match(text)
            if found:
                path = found[2].replace("%(here)s/", "").replace("%(here)s", ".")
                yield file, number, f"`{found[1]}`", path.replace(":", "/")


def _coverage(tree: Tree) -> Iterator[Named]:
    """Yield the folders and packages that .coveragerc measures."""
    for file in tree.matching(".coveragerc"):
        inside = False
        for number, text in enumerate(tree.lines(file), start=1):
            setting = re.match(r"^(\w+)\s*[=:]\s*(.*)$", text)
            if setting:
                inside = setting[1] in {"source", "source_dirs"}
            elif not text.startswith((" ", "\t")):
                inside = False
            if inside:
                for name in (setting[2] if setting else text).partition("#")[0].split():
                    yield file, number, "`source`", name.strip(",")


def _dockerfiles(tree: Tree) -> Iterator[Named]:
    """Yield what COPY and ADD take from the build context."""
    for file in tree.matching("Dockerfile", "Dockerfile.*", "*.Dockerfile"):
        for number, instruction in _instructions(tree.lines(file)):
            word, _, rest = instruction.partition(" ")
            if word.upper() not in {"COPY", "ADD"} or "--from=" in rest or "<<" in rest:
                continue
            # Brackets, quotes and commas: the form that is a JSON list.
            words = shlex.split(rest.replace(",", " ").strip("[] ") if "[" in rest else rest)
            paths = [path for path in words if not path.startswith("--")]
            for path in paths[:-1]:
                if "://" not in path:
                    yield file, number, word.upper(), path


def _instructions(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each instruction of a Dockerfile on one line, with the number of its first line."""
    start, parts = 0, list[str]()
    for number, text in enumerate(lines, start=1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        start = start if parts else number
        parts.append(text.strip().removesuffix("\\").strip())
        if not text.rstrip().endswith("\\"):
            yield start, " ".join(parts)
            parts = []


def _compose(tree: Tree) -> Iterator[Named]:
    """Yield the files and folders that compose files build from, read, or mount."""
    for file in tree.matching(*_COMPOSE):
        for node in tree.nodes(file):
            for key, value in pairs(node):
                yield from _compose_entry(file, key, value)


def _compose_entry(file: str, key: str, value: yaml.Node) -> Iterator[Named]:
    """Yield the paths of one entry of a compose file."""
    fields = dict(pairs(value)) if isinstance(value, yaml.MappingNode) else {}
    if key == "build":
        context = fields.get("context", value)
        folder = context.value if isinstance(context, yaml.ScalarNode) else "."
        if "://" in folder:
            return
        yield file, line(value), "`build`", folder
        dockerfile = fields.get("dockerfile")
        name = dockerfile.value if isinstance(dockerfile, yaml.ScalarNode) else "Dockerfile"
        if "dockerfile_inline" not in fields:
            yield file, line(dockerfile or value), "`dockerfile`", join(folder, name)
    elif key in {"env_file", "file"}:
        for text, number in scalars(value):
            yield file, number, f"`{key}`", text
    elif key == "volumes":
        for text, number in scalars(value):
            source = text.partition(":")[0]
            # Docker makes a missing folder, but in place of a missing file it makes a folder too.
            if source.startswith("./") and "." in source.rpartition("/")[2]:
                yield file, number, "`volumes`", source


def _pipelines(tree: Tree) -> Iterator[Named]:
    """Yield the files of this repository that pipelines include."""
    for file in tree.matching(*_PIPELINES):
        for node in tree.nodes(file):
            for key, value in pairs(node):
                text = value.value if isinstance(value, yaml.ScalarNode) else ""
                local = key == "uses" and text.startswith("./")
                if local or key in {"local", "working-directory"}:
                    yield file, line(value), f"`{key}`", text
