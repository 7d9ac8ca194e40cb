"""The changes that are made besides those of poodle."""

import ast
from typing import Any

import pytest

from quality.mutation import operators


def mutants(operator: type[operators.Operator], source: str) -> list[str]:
    """Return the source with each mutant in it; sources here stand on one line."""
    nothing: Any = None
    found = operator(config=nothing, echo=nothing).create_mutations(parsed_ast=ast.parse(source))
    return [source[: mutant.col_offset] + mutant.text + source[mutant.end_col_offset :] for mutant in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("log(text)", ["pass"]),
        ("await db.commit()", ["pass"]),
        ("raise NotFound(text)", ["pass"]),
        ("del rows[0]", ["pass"]),
        ("user.name = name", ["pass"]),
        ("headers[name] = value", ["pass"]),
        ("name = read()", []),
        ("'A docstring.'", []),
    ],
)
def test_mutate_statement_forgets_what_is_there_for_its_effect(source: str, expected: list[str]) -> None:
    assert mutants(operators.Statement, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("q = select(User).where(active).limit(5)", ["q = select(User).where(active)", "q = select(User).limit(5)"]),
        ("q = user.name.lower()", []),
    ],
)
def test_mutate_chain_forgets_each_call_but_the_first(source: str, expected: list[str]) -> None:
    assert mutants(operators.Chained, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("q.where(a, b)", ["q.where(b)", "q.where(a)"]),
        ("or_(a, b, c)", ["or_(b, c)", "or_(a, c)", "or_(a, b)"]),
        ("q.where(a)", []),
        ("read(a, b)", []),
        ("Field(a, ge=1, le=5)", ["Field(a, le=5)", "Field(a, ge=1)"]),
        ("Query(ge=1, description='For people.')", ["Query(description='For people.')"]),
    ],
)
def test_mutate_arguments_forgets_options_and_conditions(source: str, expected: list[str]) -> None:
    assert mutants(operators.Argument, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("size = len(rows)", ["size = None"]),
        ("await read(rows)", []),
        ("forget(rows)", []),
        ("raise NotFound(text)", []),
        ("Row = TypeVar('Row')", []),
        ("Query(description=text(1))", []),
    ],
)
def test_mutate_call_takes_none_for_its_result_where_that_is_used(source: str, expected: list[str]) -> None:
    assert mutants(operators.Call, source) == expected


def test_mutate_decorator_is_left_alone() -> None:
    assert mutants(operators.Call, "@router.get('/')\ndef read(): ...") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1 if ready else 2", ["x = 1 if (not ready) else 2"]),
        ("x = [row for row in rows if row.open()]", ["x = [row for row in rows if (not row.open())]"]),
        ("x = a and b or c", ["x = (c)", "x = (a and b)", "x = (b) or c", "x = (a) or c"]),
        ("x = a and b and c", ["x = (b and c)", "x = (a and c)", "x = (a and b)"]),
        ("x = 1 if a > b else 2", []),
    ],
)
def test_mutate_condition_negates_it_or_drops_a_half(source: str, expected: list[str]) -> None:
    assert mutants(operators.Condition, source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 'a'", ["x = 'XXaXX'"]),
        ("x = f'{a} b'", ["x = ''"]),
        ("Query(alias='a', description='For people.')", ["Query(alias='XXaXX', description='For people.')"]),
        ("APIRouter(tags=['orders'])", []),
        ("'A docstring.'", []),
    ],
)
def test_mutate_text_changes_what_a_program_reads(source: str, expected: list[str]) -> None:
    assert mutants(operators.Text, source) == expected
