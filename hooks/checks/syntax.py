"""Every file can be read by the program it is for."""

import configparser
import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

import yaml

from hooks.findings import Finding, check
from hooks.tree import Tree
from hooks.yamlnodes import line

_IN_MESSAGE = re.compile(r"(?:at )?line (\d+)")
# Files that end in .json but may hold comments.
_JSON_WITH_COMMENTS = (".vscode/*", ".devcontainer/*", "devcontainer.json", "tsconfig*.json")


@check("python-compiles")
def python_compiles(tree: Tree) -> Iterator[Finding]:
    """Every Python file compiles."""
    with warnings.catch_warnings():
        # Doubtful escapes are the linter's business, and differ between Python versions.
        warnings.simplefilter("ignore")
        for file in tree.matching("*.py", "*.pyi"):
            try:
                # Bytes, so that Python itself handles byte order marks and coding lines.
                compile(tree.data(file), file, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                # A null byte is the one or the other, depending on the version of Python.
                problem = getattr(error, "msg", error)
                number = getattr(error, "lineno", None)
                yield _broken(file, number, f"Python cannot compile it: {problem}.")


@check("toml-parses")
def toml_parses(tree: Tree) -> Iterator[Finding]:
    """Every TOML file parses."""
    for file in tree.matching("*.toml"):
        result = tree.toml(file)
        if isinstance(result, str):
            yield _broken(file, _line_in(result), f"This is not valid TOML: {result}.")


@check("yaml-parses")
def yaml_parses(tree: Tree) -> Iterator[Finding]:
    """Every YAML file parses, and no mapping has the same key twice."""
    for file in tree.matching("*.yml", "*.yaml"):
        result = tree.yaml(file)
        if isinstance(result, yaml.YAMLError):
            mark = getattr(result, "problem_mark", None)
            problem = getattr(result, "problem", None) or str(result).partition("\n")[0]
            yield _broken(
                file, mark.line + 1 if mark else None, f"This is not valid YAML: {problem}."
            )
            continue
        for node in result:
            yield from _repeated_keys(file, node)


@check("ini-parses")
def ini_parses(tree: Tree) -> Iterator[Finding]:
    """Every INI file parses."""
    for file in tree.matching("*.ini", "*.cfg", ".coveragerc"):
        text = tree.text(file)
        if text is None:
            yield _broken(file, None, "This is not valid INI: it is not UTF-8 text.")
            continue
        try:
            configparser.RawConfigParser().read_string(text, source=file)
        except configparser.Error as error:
            problem = error.message.partition("\n")[0].rstrip(".")
            yield _broken(file, _ini_line(error), f"This is not valid INI: {problem}.")


@check("json-parses")
def json_parses(tree: Tree) -> Iterator[Finding]:
    """Every JSON file parses."""
    lenient = set(tree.matching(*_JSON_WITH_COMMENTS))
    for file in tree.matching("*.json"):
        if file in lenient:
            continue
        text = tree.text(file)
        if text is None:
            yield _broken(file, None, "This is not valid JSON: it is not UTF-8 text.")
            continue
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            yield _broken(file, error.lineno, f"This is not valid JSON: {error.msg}.")


def _broken(file: str, number: int | None, message: str) -> Finding:
    """Return the finding for a file that its program cannot read."""
    return Finding(file, number, message, "Correct the syntax at this place.")


def _repeated_keys(file: str, node: yaml.Node) -> Iterator[Finding]:
    """Yield a finding for each key that a mapping below `node` holds a second time."""
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(file, value)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: dict[Any, int] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else id(key)
        # `<<` merges another mapping, and may do so more than once.
        if name in seen and name != "<<":
            yield Finding(
                file,
                line(key),
                f"The key '{name}' stands twice in one mapping (first in line {seen[name]}), "
                "and YAML readers keep only one of them.",
                "Join the two entries into one.",
            )
        seen.setdefault(name, line(key))
        yield from _repeated_keys(file, value)


def _line_in(message: str) -> int | None:
    """Return the line number that a parser's message mentions, or None."""
    found = _IN_MESSAGE.search(message)
    return int(found[1]) if found else None


def _ini_line(error: configparser.Error) -> int | None:
    """Return the line number that an INI error carries, or None."""
    number = getattr(error, "lineno", None)
    if isinstance(number, int):
        return number
    lines: list[tuple[int, str]] = getattr(error, "errors", [])
    return lines[0][0] if lines else None
