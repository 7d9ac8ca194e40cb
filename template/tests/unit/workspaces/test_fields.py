"""Fields that schemas share."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.workspaces.fields import AwareMoment, Day


def test_read_day_as_text_is_that_day() -> None:
    assert TypeAdapter(Day).validate_python("2026-03-18") == date(2026, 3, 18)


def test_read_moment_as_text_is_that_moment() -> None:
    read = TypeAdapter(AwareMoment).validate_python("2026-03-18T13:00:00+01:00")

    assert read == datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize("field", [pytest.param(Day, id="day"), pytest.param(AwareMoment, id="moment")])
@pytest.mark.parametrize("value", [0, 1.0, False, "1773835200", " -1.5 "])
def test_read_number_where_time_belongs_is_refused(field: Any, value: object) -> None:
    with pytest.raises(ValidationError, match="Input should be a date or time, not a number"):
        TypeAdapter(field).validate_python(value)
