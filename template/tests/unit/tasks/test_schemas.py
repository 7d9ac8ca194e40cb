"""What requests for tasks may hold, on both sides of every boundary."""

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from app.estimates.rules import SCALE, round_to_scale
from app.tasks.models import Status
from app.tasks.schemas import (
    BulkChanges,
    BulkUpdate,
    Moment,
    StoryPoints,
    TaskCreate,
    TaskIds,
    TaskRead,
    TaskUpdate,
)
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON

ID = UUID(int=1)
NEW = {"project_id": str(ID), "title": "Pay by card"}
CHANGE = {"version": 1}
EXTRA = "Extra inputs are not permitted"
NO_STRING = "Input should be a valid string"
NUL = r"String should match pattern '^[^\x00]*$'"
NO_STATUS = "Input should be 'todo', 'active' or 'done'"
FAR_AWAY = "Value error, This is too far away from today."
ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def errors_in(schema: Any, values: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return where and how values break a schema."""
    with pytest.raises(ValidationError) as error:
        TypeAdapter(schema).validate_python(values)
    return [(item["loc"], item["msg"]) for item in error.value.errors()]


def test_validate_new_task_project_and_title_alone_has_nothing_else() -> None:
    assert TaskCreate.model_validate(NEW).model_dump() == {
        "project_id": ID,
        "sprint_id": None,
        "title": "Pay by card",
        "description": "",
        "assignee_id": None,
        "due_at": None,
        "story_points": None,
    }


@pytest.mark.parametrize("field", ["project_id", "title"])
def test_validate_new_task_field_missing_is_refused(field: str) -> None:
    values = {name: value for name, value in NEW.items() if name != field}

    assert errors_in(TaskCreate, values) == [((field,), "Field required")]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param({"title": "A"}, {"title": "A"}, id="shortest-title"),
        pytest.param({"title": f" {'x' * 200}\n"}, {"title": "x" * 200}, id="longest-title-with-space-around"),
        pytest.param({"description": ""}, {"description": ""}, id="empty-description"),
        pytest.param({"description": "x" * 10_000}, {"description": "x" * 10_000}, id="longest-description"),
        pytest.param({"sprint_id": str(ID)}, {"sprint_id": ID}, id="sprint"),
        pytest.param({"sprint_id": None}, {"sprint_id": None}, id="no-sprint"),
        pytest.param({"assignee_id": str(ID)}, {"assignee_id": ID}, id="assignee"),
        pytest.param({"assignee_id": None}, {"assignee_id": None}, id="no-assignee"),
        pytest.param({"due_at": "2026-03-18T14:00:00+02:00"}, {"due_at": NOON}, id="due-date"),
        pytest.param({"due_at": None}, {"due_at": None}, id="no-due-date"),
        pytest.param({"story_points": 37}, {"story_points": 40}, id="raw-score"),
        pytest.param({"story_points": None}, {"story_points": None}, id="no-estimate"),
    ],
)
@pytest.mark.parametrize(
    ("schema", "least", "kept_of_least"),
    [
        pytest.param(TaskCreate, NEW, {"project_id": ID, "title": "Pay by card"}, id="create"),
        pytest.param(TaskUpdate, CHANGE, CHANGE, id="update"),
    ],
)
def test_validate_task_value_within_bounds_is_kept(
    schema: type[BaseModel],
    least: dict[str, Any],
    kept_of_least: dict[str, Any],
    values: dict[str, Any],
    kept: dict[str, Any],
) -> None:
    task = schema.model_validate(least | values)

    assert task.model_dump(exclude_unset=True) == kept_of_least | kept


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("title", " ", "String should have at least 1 character", id="title-of-space"),
        pytest.param("title", "x" * 201, "String should have at most 200 characters", id="title-too-long"),
        pytest.param("title", "a\0", NUL, id="title-with-nul"),
        pytest.param("title", None, NO_STRING, id="title-null"),
        pytest.param("description", "x" * 10_001, "String should have at most 10000 characters", id="too-long"),
        pytest.param("description", "a\0", NUL, id="description-with-nul"),
        pytest.param("description", None, NO_STRING, id="description-null"),
        pytest.param("due_at", "2099-01-01T00:00:00", "Input should have timezone info", id="due-without-a-zone"),
        pytest.param("story_points", -0.01, "Input should be greater than or equal to 0", id="negative-score"),
        pytest.param("id", str(ID), EXTRA, id="id"),
        pytest.param("workspace_id", str(ID), EXTRA, id="workspace"),
        pytest.param("completed_at", None, EXTRA, id="completed-at"),
        pytest.param("created_at", None, EXTRA, id="created-at"),
    ],
)
@pytest.mark.parametrize(
    ("schema", "least"),
    [pytest.param(TaskCreate, NEW, id="create"), pytest.param(TaskUpdate, CHANGE, id="update")],
)
def test_validate_task_value_out_of_bounds_is_refused(
    schema: type[BaseModel], least: dict[str, Any], field: str, value: Any, message: str
) -> None:
    assert errors_in(schema, least | {field: value}) == [((field,), message)]


@pytest.mark.parametrize(
    ("schema", "values", "field"),
    [
        pytest.param(TaskCreate, NEW | {"status": "done"}, "status", id="new-with-status"),
        pytest.param(TaskCreate, NEW | {"version": 1}, "version", id="new-with-version"),
        pytest.param(TaskUpdate, CHANGE | {"project_id": str(ID)}, "project_id", id="moved-to-another-project"),
        pytest.param(BulkChanges, {"title": "x"}, "title", id="many-with-one-title"),
        pytest.param(BulkChanges, {"due_at": None}, "due_at", id="many-with-one-due-date"),
        pytest.param(BulkChanges, {"version": 1}, "version", id="many-with-one-version"),
    ],
)
def test_validate_field_that_may_not_be_given_is_refused(
    schema: type[BaseModel], values: dict[str, Any], field: str
) -> None:
    assert errors_in(schema, values) == [((field,), EXTRA)]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    ("schema", "least"),
    [pytest.param(TaskUpdate, CHANGE, id="one"), pytest.param(BulkChanges, {}, id="many")],
)
def test_validate_change_status_by_its_value_is_kept(
    schema: type[BulkChanges], least: dict[str, Any], status: Status
) -> None:
    assert schema.model_validate(least | {"status": status.value}).status is status


@pytest.mark.parametrize("status", [None, "late", "DONE", ""], ids=["null", "unknown", "capitals", "empty"])
def test_validate_change_status_that_does_not_exist_is_refused(status: str | None) -> None:
    assert errors_in(BulkChanges, {"status": status}) == [(("status",), NO_STATUS)]


@pytest.mark.parametrize("version", [1, 2, 2**64])
def test_validate_change_version_one_or_more_is_kept(version: int) -> None:
    assert TaskUpdate.model_validate({"version": version}).model_dump(exclude_unset=True) == {"version": version}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({}, "Field required", id="missing"),
        pytest.param({"version": 0}, "Input should be greater than or equal to 1", id="zero"),
        pytest.param({"version": None}, "Input should be a valid integer", id="null"),
        pytest.param({"version": 1.5}, "Input should be a valid integer", id="part"),
        pytest.param({"version": "1"}, "Input should be a valid integer", id="text"),
    ],
)
def test_validate_change_version_that_cannot_be_is_refused(values: dict[str, Any], message: str) -> None:
    assert errors_in(TaskUpdate, values) == [(("version",), message)]


@pytest.mark.parametrize("size", [1, 100])
def test_validate_task_ids_as_many_as_may_be_are_kept_in_their_order(size: int) -> None:
    ids = [UUID(int=number) for number in range(size, 0, -1)]

    assert TypeAdapter(TaskIds).validate_python([str(id_) for id_ in ids]) == ids


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        pytest.param([], "List should have at least 1 item after validation, not 0", id="none"),
        pytest.param(
            [UUID(int=number) for number in range(101)],
            "List should have at most 100 items after validation, not 101",
            id="too-many",
        ),
        pytest.param([ID, UUID(int=2), ID], "Value error, An id may be given once only.", id="twice"),
    ],
)
def test_validate_task_ids_list_that_cannot_be_is_refused(ids: list[UUID], message: str) -> None:
    assert errors_in(TaskIds, ids) == [((), message)]


def test_validate_task_ids_twice_in_two_ways_of_writing_is_refused() -> None:
    id_ = UUID("deadbeef-0000-0000-0000-000000000001")

    assert errors_in(TaskIds, [str(id_), str(id_).upper()]) == [((), "Value error, An id may be given once only.")]


def test_validate_bulk_update_without_changes_is_refused() -> None:
    assert errors_in(BulkUpdate, {"task_ids": [ID]}) == [(("changes",), "Field required")]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        pytest.param("2026-03-18T12:00:00Z", NOON, id="utc"),
        pytest.param("2026-03-18T14:00:00+02:00", NOON, id="east"),
        pytest.param("2026-03-18T06:30:00-05:30", NOON, id="west-by-half-an-hour"),
        pytest.param("2026-03-19T01:45:00+13:45", NOON, id="on-the-next-day"),
        pytest.param("0001-01-01T00:00:00Z", datetime.min.replace(tzinfo=UTC), id="first-moment"),
        pytest.param("9999-12-31T23:59:59.999999Z", datetime.max.replace(tzinfo=UTC), id="last-moment"),
    ],
)
def test_validate_moment_in_any_zone_is_the_same_moment_in_utc(written: str, moment: datetime) -> None:
    validated = TypeAdapter(Moment).validate_python(written)

    assert (validated, validated.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("0001-01-01T00:59:59+01:00", id="before-the-first"),
        pytest.param("9999-12-31T23:00:00-01:00", id="after-the-last"),
    ],
)
def test_validate_moment_beyond_the_calendar_is_refused(written: str) -> None:
    assert errors_in(Moment, written) == [((), FAR_AWAY)]


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES))  # noqa: DTZ001 - given zones
def test_validate_moment_any_is_equal_to_what_was_given(moment: datetime) -> None:
    validated = TypeAdapter(Moment).validate_python(moment.isoformat())

    assert (validated, validated.utcoffset()) == (moment, timedelta(0))


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_validate_story_points_any_score_is_rounded_as_estimates_are(raw_score: float) -> None:
    assert TypeAdapter(StoryPoints).validate_python(raw_score) == round_to_scale(raw_score)


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_validate_story_points_what_was_kept_stays_as_it_is(raw_score: float) -> None:
    kept = TypeAdapter(StoryPoints).validate_python(raw_score)

    assert kept in SCALE
    assert TypeAdapter(StoryPoints).validate_python(kept) == kept


@pytest.mark.parametrize(
    ("raw_score", "message"),
    [
        pytest.param(-1, "Input should be greater than or equal to 0", id="negative"),
        pytest.param(-1e-300, "Input should be greater than or equal to 0", id="negative-by-next-to-nothing"),
        pytest.param(math.nan, "Input should be a finite number", id="no-number"),
        pytest.param(math.inf, "Input should be a finite number", id="infinite"),
        pytest.param("many", "Input should be a valid number", id="word"),
        pytest.param("37", "Input should be a valid number", id="number-as-text"),
    ],
)
def test_validate_story_points_that_are_no_score_is_refused(raw_score: float | str, message: str) -> None:
    assert errors_in(StoryPoints, raw_score) == [((), message)]


def test_read_task_from_the_model_has_every_field() -> None:
    task = TaskFactory.build(completed=True)

    assert TaskRead.model_validate(task).model_dump() == {
        "id": task.id,
        "workspace_id": task.workspace_id,
        "project_id": task.project_id,
        "sprint_id": None,
        "title": task.title,
        "description": task.description,
        "status": Status.DONE,
        "assignee_id": None,
        "due_at": task.due_at,
        "story_points": task.story_points,
        "created_at": task.created_at,
        "completed_at": task.completed_at,
        "version": 1,
    }
