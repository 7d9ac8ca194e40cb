"""What requests for sprints may hold, on both sides of every boundary."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel, ValidationError

from app.sprints.schemas import SprintCreate, SprintRead, SprintUpdate
from tests.factories.sprints import SprintFactory

SPRINT = {"name": "Sprint 1", "starts_on": "2026-03-16", "ends_on": "2026-03-29"}
EXTRA = "Extra inputs are not permitted"
NO_DATE = "Input should be a valid date"
NO_SUCH_DAY = "Input should be a valid date or datetime, day value is outside expected range"
NO_ZERO_TIME = "Datetimes provided to dates should have zero time - e.g. be exact dates"


def errors_in(schema: type[BaseModel], values: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return where and how values break a schema."""
    with pytest.raises(ValidationError) as error:
        schema.model_validate(values)
    return [(item["loc"], item["msg"]) for item in error.value.errors()]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param({}, {}, id="usual"),
        pytest.param({"name": "A"}, {"name": "A"}, id="shortest-name"),
        pytest.param({"name": f" {'x' * 100} "}, {"name": "x" * 100}, id="longest-name-with-space-around"),
        pytest.param({"starts_on": "2024-02-29"}, {"starts_on": date(2024, 2, 29)}, id="leap-day"),
        pytest.param({"starts_on": "0001-01-01"}, {"starts_on": date.min}, id="first-day-of-the-calendar"),
        pytest.param({"ends_on": "9999-12-31"}, {"ends_on": date.max}, id="last-day-of-the-calendar"),
    ],
)
@pytest.mark.parametrize("schema", [SprintCreate, SprintUpdate])
def test_validate_sprint_value_within_bounds_is_kept(
    schema: type[BaseModel], values: dict[str, Any], kept: dict[str, Any]
) -> None:
    usual = {"name": "Sprint 1", "starts_on": date(2026, 3, 16), "ends_on": date(2026, 3, 29)}

    sprint = schema.model_validate(SPRINT | values)

    assert sprint.model_dump() == usual | kept


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("name", " ", "String should have at least 1 character", id="name-of-space"),
        pytest.param("name", "x" * 101, "String should have at most 100 characters", id="name-too-long"),
        pytest.param("name", "\0", r"String should match pattern '^[^\x00]*$'", id="name-with-nul"),
        pytest.param("name", None, "Input should be a valid string", id="name-null"),
        pytest.param("starts_on", None, NO_DATE, id="start-null"),
        pytest.param("starts_on", "2026-02-29", NO_SUCH_DAY, id="start-on-no-day"),
        pytest.param("ends_on", None, NO_DATE, id="end-null"),
        pytest.param("ends_on", "2026-03-29T12:00:00Z", NO_ZERO_TIME, id="end-at-a-moment"),
        pytest.param("id", str(UUID(int=1)), EXTRA, id="id"),
        pytest.param("workspace_id", str(UUID(int=1)), EXTRA, id="workspace"),
    ],
)
@pytest.mark.parametrize("schema", [SprintCreate, SprintUpdate])
def test_validate_sprint_value_out_of_bounds_is_refused(
    schema: type[BaseModel], field: str, value: Any, message: str
) -> None:
    assert errors_in(schema, SPRINT | {field: value}) == [((field,), message)]


@pytest.mark.parametrize("field", ["name", "starts_on", "ends_on"])
def test_validate_new_sprint_field_missing_is_refused(field: str) -> None:
    values = {name: value for name, value in SPRINT.items() if name != field}

    assert errors_in(SprintCreate, values) == [((field,), "Field required")]


@pytest.mark.parametrize("field", ["name", "starts_on", "ends_on"])
def test_validate_sprint_change_field_missing_leaves_it_out(field: str) -> None:
    values = {name: value for name, value in SPRINT.items() if name != field}

    assert set(SprintUpdate.model_validate(values).model_dump(exclude_unset=True)) == set(values)


def test_read_sprint_from_the_model_has_every_field() -> None:
    sprint = SprintFactory.build()

    assert SprintRead.model_validate(sprint).model_dump() == {
        "id": sprint.id,
        "workspace_id": sprint.workspace_id,
        "name": sprint.name,
        "starts_on": sprint.starts_on,
        "ends_on": sprint.ends_on,
    }
