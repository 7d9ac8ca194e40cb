"""Sprints: in which order their days may be."""

from datetime import date, timedelta

import pytest

from app.problems import InvalidValue
from app.sprints.rules import require_order

MONDAY = date(2026, 3, 16)


def errors_for(starts_on: date, ends_on: date) -> list[dict[str, object]]:
    """Return what is wrong with the days of a sprint."""
    try:
        require_order(starts_on, ends_on)
    except InvalidValue as error:
        return [field.model_dump() for field in error.errors or []]
    return []


@pytest.mark.parametrize("days", [0, 1, 13, 365])
def test_require_order_ends_with_the_start_or_later_is_fine(days: int) -> None:
    assert errors_for(MONDAY, MONDAY + timedelta(days)) == []


@pytest.mark.parametrize("days", [1, 13])
def test_require_order_ends_before_the_start_is_refused_and_names_the_field(days: int) -> None:
    assert errors_for(MONDAY, MONDAY - timedelta(days)) == [
        {"location": ["body", "ends_on"], "message": "A sprint cannot end before it starts."}
    ]
