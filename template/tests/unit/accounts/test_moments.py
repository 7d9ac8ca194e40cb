"""Moments are stored and read in UTC, whatever zone they come in."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import sqlite
from time_machine import Traveller

from app.clock import now
from app.database.types import UtcDateTime
from tests.fixtures.clock import NOON

DIALECT = sqlite.dialect()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(NOON, id="utc"),
        pytest.param(datetime(2026, 3, 18, 13, tzinfo=timezone(timedelta(hours=1))), id="east"),
        pytest.param(datetime(2026, 3, 18, 7, tzinfo=timezone(timedelta(hours=-5))), id="west"),
    ],
)
def test_store_moment_of_any_zone_is_turned_into_utc(moment: datetime) -> None:
    stored = UtcDateTime().process_bind_param(moment, DIALECT)

    assert stored is not None
    assert (stored, stored.utcoffset()) == (NOON, timedelta(0))


def test_store_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^A moment needs a time zone: 2026-03-18T12:00:00 has none\.$"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 18, 12), DIALECT)  # noqa: DTZ001 - the defect


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(NOON, id="utc"),
        pytest.param(NOON.replace(tzinfo=None), id="database-without-zones"),
        pytest.param(datetime(2026, 3, 18, 13, tzinfo=timezone(timedelta(hours=1))), id="zone-of-the-connection"),
    ],
)
def test_read_moment_as_any_database_gives_it_is_in_utc(read: datetime) -> None:
    moment = UtcDateTime().process_result_value(read, DIALECT)

    assert moment is not None
    assert (moment, moment.tzinfo) == (NOON, UTC)


def test_store_and_read_no_moment_stays_none() -> None:
    assert UtcDateTime().process_bind_param(None, DIALECT) is None
    assert UtcDateTime().process_result_value(None, DIALECT) is None


def test_read_clock_frozen_returns_that_moment_in_utc(clock: Traveller) -> None:
    assert (now(), now().tzinfo) == (NOON, UTC)
