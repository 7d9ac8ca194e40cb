"""Expressions mean what GitHub's documentation says, or are refused."""

import pytest

from tests.pipelines.github.expressions import (
    ExpressionError,
    Known,
    Scope,
    condition,
    evaluate,
    interpolate,
    resolve,
)

SCOPE = Scope(
    contexts={
        "github": Known(event_name="push", event={"number": 7}),
        "needs": Known(tests=Known(result="failure", outputs={})),
        "matrix": Known({"shard": [1, 2]}),
    },
    functions={"success": lambda: False, "always": lambda: True},
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1.5", 1.5),
        ("0x10", 16),
        ("'it''s'", "it's"),
        ("null", None),
        ("github.event_name", "push"),
        ("github['event_name']", "push"),
        ("github.event.number", 7),
        ("github.event.absent.further", None),
        ("matrix.shard[1]", 2),
        ("github.event_name == 'PUSH'", True),
        ("github.event_name != 'push'", False),
        ("'7' == github.event.number", True),
        ("null == 0", True),
        ("'a' == 0", False),
        ("2 >= 2 && 1 < 2", True),
        ("github.event.absent || 'otherwise'", "otherwise"),
        ("'' && 'unreached'", ""),
        ("!(true && false)", True),
        ("contains('Feature/X', 'feature')", True),
        ("contains(matrix.shard, 2)", True),
        ("startsWith('refs/heads/main', 'refs/heads/')", True),
        ("endsWith('tests.yml', '.yaml')", False),
        ("format('{0}-{1}', 'a', 2)", "a-2"),
        ("fromJSON('[1, 2]')", [1, 2]),
        ("toJSON(null)", "null"),
    ],
)
def test_evaluate_known_expression_returns_its_value(source: str, value: object) -> None:
    assert evaluate(source, SCOPE) == value


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("secrets.TOKEN", "the context secrets is not known here"),
        ("github.surprise", "nothing is known of `surprise`"),
        ("needs.unit.result", "nothing is known of `unit`"),
        ("hashFiles('x')", "the function hashFiles is not known here"),
        ("github.event_name = 'push'", "cannot read"),
        ("'a' 'b'", "`'b'` is not expected there"),
        ("(1", r"`\)` is missing"),
        ("1 ==", "a value is missing"),
    ],
)
def test_evaluate_unknown_expression_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(ExpressionError, match=complaint):
        evaluate(source, SCOPE)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (None, False),
        ("github.event_name == 'push'", False),
        ("always() && github.event_name == 'push'", True),
        ("${{ always() }}", True),
        (True, False),
    ],
)
def test_condition_after_a_failure_holds_only_when_it_asks_how_things_went(
    source: object,
    value: object,
) -> None:
    assert condition(source, SCOPE) is value


def test_condition_partly_expression_is_refused() -> None:
    with pytest.raises(ExpressionError, match="only partly an expression is always true"):
        condition("${{ always() }} && false", SCOPE)


def test_interpolate_text_with_expressions_replaces_each() -> None:
    text = interpolate("on ${{ github.event_name }}, ${{ github.event.number }}", SCOPE)

    assert text == "on push, 7"


def test_interpolate_object_is_refused() -> None:
    with pytest.raises(ExpressionError, match="an object or array cannot stand in a text"):
        interpolate("${{ matrix.shard }}", SCOPE)


def test_resolve_whole_expression_keeps_its_type() -> None:
    resolved = resolve({"shard": "${{ fromJSON('[1, 2]') }}", "name": "n ${{ 1 }}"}, SCOPE)

    assert resolved == {"shard": [1, 2], "name": "n 1"}
