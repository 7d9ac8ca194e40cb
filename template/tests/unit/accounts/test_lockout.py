"""How long somebody who is locked out is told to wait."""

from datetime import timedelta

import pytest

from app.accounts.lockout import seconds_until
from tests.fixtures.clock import NOON


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        pytest.param(timedelta(minutes=15), 900, id="whole-seconds"),
        pytest.param(timedelta(seconds=1, microseconds=1), 2, id="a-little-more-than-one"),
        pytest.param(timedelta(seconds=1), 1, id="one"),
        pytest.param(timedelta(microseconds=1), 1, id="less-than-one"),
        pytest.param(timedelta(0), 1, id="over"),
        pytest.param(timedelta(minutes=-1), 1, id="long-over"),
    ],
)
def test_say_how_long_to_wait_any_time_left_is_rounded_up_and_at_least_one(wait: timedelta, seconds: int) -> None:
    assert seconds_until(NOON + wait, NOON) == seconds
