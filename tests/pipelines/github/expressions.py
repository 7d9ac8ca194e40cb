"""Evaluates the expressions of GitHub workflows, and refuses what it does not know.

Known: literals, contexts, `.` and `[]`, `! == != < <= > >= && ||`, parentheses, and the functions
in `FUNCTIONS` and `STATUS`. Values are those of JSON; comparisons convert as GitHub documents it.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Value = Any
Function = Callable[..., Value]

STATUS = frozenset({"success", "failure", "cancelled", "always"})
"""Functions that ask how things went. A condition without any of them also asks success()."""

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))
      | (?P<text>'(?:[^']|'')*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_-]*)
      | (?P<sign>\|\||&&|==|!=|<=|>=|[!<>()\[\].,])
    )""",
    re.VERBOSE,
)
_PLACEHOLDER = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_LITERALS: dict[str, Value] = {"null": None, "true": True, "false": False}


class ExpressionError(Exception):
    """An expression says something that the evaluator does not know."""


class Known(dict[str, Value]):
    """A context in which every name that may be asked for stands: any other is an error.

    In a plain dictionary, as with GitHub, a name that does not stand there is null.
    """


@dataclass(frozen=True)
class Scope:
    """What an expression can see.

    Attributes:
        contexts: by name.
        functions: those that depend on where the expression stands, by name.
    """

    contexts: Mapping[str, Value]
    functions: Mapping[str, Function]


def evaluate(source: str, scope: Scope) -> Value:
    """Evaluate an expression, without its `${{ }}`.

    Args:
        source: the expression.
        scope: what it can see.

    Returns:
        Its value.

    Raises:
        ExpressionError: it is malformed, or names something that is not known.
    """
    return _Parser(source, scope).run()


def interpolate(text: str, scope: Scope) -> str:
    """Replace every `${{ }}` in a text by its value.

    Raises:
        ExpressionError: an expression in it cannot be evaluated.
    """
    return _PLACEHOLDER.sub(lambda found: to_text(evaluate(found[1], scope)), text)


def resolve(value: Value, scope: Scope) -> Value:
    """Evaluate what a YAML node says: one whole expression keeps its type, other text becomes text.

    Raises:
        ExpressionError: an expression in it cannot be evaluated.
    """
    if isinstance(value, list):
        return [resolve(item, scope) for item in value]
    if isinstance(value, dict):
        return {key: resolve(item, scope) for key, item in value.items()}
    if not isinstance(value, str):
        return value
    whole = re.fullmatch(r"\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*", value, re.DOTALL)
    return evaluate(whole[1], scope) if whole else interpolate(value, scope)


def condition(source: Value, scope: Scope) -> bool:
    """Evaluate the `if` of a job or a step; without one it is success().

    Raises:
        ExpressionError: it cannot be evaluated.
    """
    text = "success()" if source is None else to_text(source).strip()
    whole = re.fullmatch(r"\$\{\{(.*)\}\}", text, re.DOTALL)
    text = whole[1] if whole else text
    if "${{" in text:
        raise ExpressionError(f"an `if` that is only partly an expression is always true: {source}")
    if not any(name in STATUS for name in _names(text)):
        text = f"success() && ({text})"
    return truth(evaluate(text, scope))


def truth(value: Value) -> bool:
    """Return whether a value counts as true."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return value not in (None, False, "", 0)


def to_text(value: Value) -> str:
    """Return a value as it appears in a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict | list):
        raise ExpressionError(f"an object or array cannot stand in a text: {value}")
    return str(value)


def _names(source: str) -> Iterator[str]:
    """Yield every name in an expression."""
    return (text for kind, text in _tokens(source) if kind == "name")


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of an expression with their kinds."""
    position = 0
    while source[position:].strip():
        found = _TOKEN.match(source, position)
        if found is None:
            raise ExpressionError(f"cannot read `{source[position:]}` in `{source}`")
        yield str(found.lastgroup), found[str(found.lastgroup)]
        position = found.end()


class _Parser:
    """Reads an expression from left to right and evaluates it on the way."""

    def __init__(self, source: str, scope: Scope) -> None:
        self._source = source
        self._scope = scope
        self._tokens = [*_tokens(source), ("end", "")]

    def run(self) -> Value:
        value = self._either()
        if self._tokens[0][0] != "end":
            raise self._error(f"`{self._tokens[0][1]}` is not expected there")
        return value

    def _either(self) -> Value:
        value = self._both()
        while self._take("||"):
            other = self._both()
            value = value if truth(value) else other
        return value

    def _both(self) -> Value:
        value = self._comparison()
        while self._take("&&"):
            other = self._comparison()
            value = other if truth(value) else value
        return value

    def _comparison(self) -> Value:
        value = self._negation()
        for sign, compare in _COMPARISONS.items():
            if self._take(sign):
                return compare(value, self._negation())
        return value

    def _negation(self) -> Value:
        return not truth(self._negation()) if self._take("!") else self._path()

    def _path(self) -> Value:
        value = self._primary()
        while True:
            if self._take("."):
                value = self._member(value, self._next("name"))
            elif self._take("["):
                value = self._member(value, self._either())
                self._need("]")
            else:
                return value

    def _primary(self) -> Value:
        kind, text = self._tokens.pop(0)
        if kind == "number":
            return float(int(text, 0) if "x" in text else text)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if (kind, text) == ("sign", "("):
            value = self._either()
            self._need(")")
            return value
        if kind != "name":
            raise self._error(f"a value is missing before `{text}`")
        return self._call(text) if self._take("(") else self._named(text)

    def _named(self, name: str) -> Value:
        if name in _LITERALS:
            return _LITERALS[name]
        if name not in self._scope.contexts:
            raise self._error(f"the context {name} is not known here")
        return self._scope.contexts[name]

    def _call(self, name: str) -> Value:
        arguments = []
        while not self._take(")"):
            arguments.append(self._either())
            if not self._take(","):
                self._need(")")
                break
        function = self._scope.functions.get(name) or FUNCTIONS.get(name)
        if function is None:
            raise self._error(f"the function {name} is not known here")
        return function(*arguments)

    def _member(self, value: Value, key: Value) -> Value:
        if isinstance(value, list):
            return value[int(key)] if int(key) < len(value) else None
        if isinstance(value, Known) and key not in value:
            raise self._error(
                f"nothing is known of `{key}`; there are {', '.join(value) or 'none'}"
            )
        return value.get(to_text(key)) if isinstance(value, dict) else None

    def _take(self, sign: str) -> bool:
        if self._tokens[0] == ("sign", sign):
            self._tokens.pop(0)
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._error(f"`{sign}` is missing")

    def _next(self, wanted: str) -> str:
        kind, text = self._tokens.pop(0)
        if kind != wanted:
            raise self._error(f"a {wanted} is missing before `{text}`")
        return text

    def _error(self, message: str) -> ExpressionError:
        return ExpressionError(f"{message} (in `{self._source.strip()}`)")


def _number(value: Value) -> float:
    """Return a value as the number that comparisons of different types use."""
    if value is None or value == "":
        return 0.0
    if isinstance(value, bool | int | float):
        return float(value)
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    if isinstance(one, dict | list) or isinstance(other, dict | list):
        return one is other
    return one is other or _number(one) == _number(other)


def _less(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() < other.lower()
    return _number(one) < _number(other)


_COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "==": _equal,
    "!=": lambda one, other: not _equal(one, other),
    "<=": lambda one, other: _less(one, other) or _equal(one, other),
    ">=": lambda one, other: _less(other, one) or _equal(one, other),
    "<": _less,
    ">": lambda one, other: _less(other, one),
}


def _contains(where: Value, what: Value) -> bool:
    if isinstance(where, list):
        return any(_equal(item, what) for item in where)
    return to_text(what).lower() in to_text(where).lower()


FUNCTIONS: dict[str, Function] = {
    "contains": _contains,
    "startsWith": lambda text, start: to_text(text).lower().startswith(to_text(start).lower()),
    "endsWith": lambda text, end: to_text(text).lower().endswith(to_text(end).lower()),
    "format": lambda text, *values: re.sub(
        r"\{(\d+)\}", lambda found: to_text(values[int(found[1])]), text
    ),
    "fromJSON": json.loads,
    "toJSON": lambda value: json.dumps(value, indent=2),
}
