"""Time stands still unless a test moves it."""

import time
from datetime import UTC, datetime, timedelta

from time_machine import Traveller

from tests.fixtures.clock import NOON


def test_read_clock_frozen_stands_still(clock: Traveller) -> None:
    first = datetime.now(UTC)
    # ast-grep-ignore: tq202-sleep shows that real time does not move the clock
    time.sleep(0.001)

    assert first == datetime.now(UTC) == NOON


def test_shift_clock_moves_it_by_exactly_that(clock: Traveller) -> None:
    clock.shift(timedelta(days=1, seconds=1))

    assert datetime.now(UTC) == datetime(2026, 3, 19, 12, 0, 1, tzinfo=UTC)
