"""Mutants that poodle does not make by itself: the faults that a service of this kind suffers from.

Each class is a mutator for poodle, named in `mutation.toml`.
"""

import ast
from collections.abc import Iterator

from poodle.data_types.data import FileMutation
from poodle.data_types.interfaces import Mutator

# Arguments that only people read, in the API docs or in a terminal.
TEXTS = frozenset({"description", "help", "summary", "tags", "title", "usage"})
# Methods and functions whose arguments are conditions: each of them may be forgotten without an error.
CONDITIONS = frozenset({"and_", "filter", "having", "or_", "where"})


class Operator(Mutator):
    """A mutator that looks at every node of a file."""

    def create_mutations(self, parsed_ast: ast.Module, *_: object, **__: object) -> list[FileMutation]:
        """Return the mutants of one file.

        Args:
            parsed_ast: The syntax tree of the file.

        Returns:
            Where to replace what.
        """
        self.add_parent_attr(parsed_ast)
        return [
            self.create_file_mutation(place, text)
            for node in ast.walk(parsed_ast)
            if not is_only_read_by_people(node)
            for place, text in self.mutate(node)
        ]

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Yield what to replace, and what with.

        Args:
            node: Any node; its `parent` is set.
        """
        raise NotImplementedError


class Statement(Operator):
    """Forgets a statement that is there for its effect: a call, a raise, a value put into an object."""

    mutator_name = "Statement"

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Replace the statement by nothing."""
        match node:
            case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.Delete():
                yield node, "pass"
            case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
                yield node, "pass"


class Chained(Operator):
    """Forgets one call in a chain: a query loses its WHERE, its order, its lock."""

    mutator_name = "Chained"

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Replace `x().f()` by `x()`."""
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call() as before)):
                yield node, ast.unparse(before)


class Argument(Operator):
    """Forgets one argument: an option falls back to its default, a condition no longer counts."""

    mutator_name = "Argument"

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Leave out each named argument, and each condition where there are several."""
        if not isinstance(node, ast.Call):
            return
        for option in node.keywords:
            if option.arg not in TEXTS:
                yield node, _call(node, node.args, [other for other in node.keywords if other is not option])
        if len(node.args) > 1 and _name(node.func) in CONDITIONS:
            for condition in node.args:
                yield node, _call(node, [other for other in node.args if other is not condition], node.keywords)


class Call(Operator):
    """Takes None for what a call returns."""

    mutator_name = "Call"

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Replace a call whose result is used; to await None or to decorate with it is an error anyway."""
        if isinstance(node, ast.Call) and _name(node.func) != "TypeVar" and not _is_unusable(node):
            yield node, "None"


class Condition(Operator):
    """Turns a condition round that is no comparison, and leaves out one half of a double one."""

    mutator_name = "Condition"

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Negate the test of a branch; drop each operand of `and` and `or`."""
        match node:
            case ast.If() | ast.While() | ast.IfExp():
                tests = [node.test]
            case ast.comprehension():
                tests = node.ifs
            case ast.BoolOp():
                yield from ((node, _without(node, operand)) for operand in node.values)
                return
            case _:
                return
        for test in tests:
            if isinstance(test, ast.Name | ast.Attribute | ast.Call):
                yield test, f"(not {ast.unparse(test)})"


class Text(Operator):
    """Changes a text that a program reads."""

    mutator_name = "Text"

    def mutate(self, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
        """Replace a text by another, and one that is put together by nothing; leave docstrings alone."""
        parent = getattr(node, "parent", None)
        if isinstance(parent, ast.Expr | ast.JoinedStr | ast.FormattedValue):
            return
        match node:
            case ast.Constant(value=str(text)):
                yield node, repr(f"XX{text}XX")
            case ast.JoinedStr():
                yield node, "''"


def is_only_read_by_people(node: ast.AST) -> bool:
    """Say whether a node stands in the value of an argument such as `description`."""
    while (parent := getattr(node, "parent", None)) is not None:
        if isinstance(parent, ast.keyword) and parent.arg in TEXTS:
            return True
        node = parent
    return False


def _is_unusable(call: ast.Call) -> bool:
    parent = getattr(call, "parent", None)
    return isinstance(parent, ast.Await | ast.Expr | ast.Raise) or call in getattr(parent, "decorator_list", ())


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _call(call: ast.Call, args: list[ast.expr], keywords: list[ast.keyword]) -> str:
    return ast.unparse(ast.Call(func=call.func, args=args, keywords=keywords))


def _without(node: ast.BoolOp, operand: ast.expr) -> str:
    rest = [other for other in node.values if other is not operand]
    return f"({ast.unparse(ast.BoolOp(op=node.op, values=rest) if len(rest) > 1 else rest[0])})"
