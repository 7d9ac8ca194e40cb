"""Story points: every boundary of the scale from both sides."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.estimates.rules import SCALE, round_to_scale

SCORES = st.floats(min_value=0, max_value=1e6)


@pytest.mark.parametrize("value", SCALE)
def test_round_to_scale_value_of_scale_returns_it(value: int) -> None:
    assert round_to_scale(value) == value


@pytest.mark.parametrize(
    ("raw_score", "story_points"),
    [
        (0.49, 0),
        (0.5, 1),
        (1.49, 1),
        (1.5, 2),
        (2.49, 2),
        (2.5, 3),
        (3.99, 3),
        (4, 5),
        (6.49, 5),
        (6.5, 8),
        (10.49, 8),
        (10.5, 13),
        (16.49, 13),
        (16.5, 20),
        (29.99, 20),
        (30, 40),
        (69.99, 40),
        (70, 100),
    ],
)
def test_round_to_scale_around_a_middle_returns_nearest_and_ties_go_up(raw_score: float, story_points: int) -> None:
    assert round_to_scale(raw_score) == story_points


def test_round_to_scale_thirty_seven_returns_forty() -> None:
    assert round_to_scale(37) == 40


def test_round_to_scale_beyond_the_end_returns_last_value() -> None:
    assert round_to_scale(10_000) == 100


@pytest.mark.parametrize("raw_score", [-0.01, -1, math.nan])
def test_round_to_scale_no_score_raises_and_names_it(raw_score: float) -> None:
    with pytest.raises(ValueError, match=f"zero or more, not {raw_score}"):
        round_to_scale(raw_score)


@given(SCORES)
def test_round_to_scale_any_score_returns_value_of_scale_none_is_nearer_to(raw_score: float) -> None:
    rounded = round_to_scale(raw_score)
    assert rounded in SCALE
    assert abs(rounded - raw_score) == min(abs(value - raw_score) for value in SCALE)


@given(SCORES, SCORES)
def test_round_to_scale_larger_score_never_returns_less(one: float, other: float) -> None:
    assert round_to_scale(min(one, other)) <= round_to_scale(max(one, other))
