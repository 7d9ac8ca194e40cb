"""The rules of tasks: versions, due dates, and what follows from a status."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_machine import Traveller

from app.problems import Conflict, InvalidValue
from app.tasks.models import Status, Task
from app.tasks.rules import apply_changes, require_due_date, require_version
from tests.factories.accounts import UserFactory
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON

YESTERDAY = NOON - timedelta(days=1)
MOMENT = timedelta(microseconds=1)
TRAITS: dict[Status, dict[str, Any]] = {
    Status.TODO: {},
    Status.ACTIVE: {"active": True},
    Status.DONE: {"completed": True, "completed_at": YESTERDAY},
}


def fields_of(task: Task) -> dict[str, Any]:
    """Return all that is kept of a task."""
    return {column.key: getattr(task, column.key) for column in Task.__table__.columns}


def accepts_version(task: Task, version: int) -> bool:
    """Tell whether a change that was meant for a version of a task is accepted."""
    try:
        require_version(task, version)
    except Conflict:
        return False
    return True


def errors_for(due_at: datetime | None, before: datetime | None) -> list[dict[str, object]]:
    """Return what is wrong with a due date."""
    try:
        require_due_date(due_at, before)
    except InvalidValue as error:
        return [field.model_dump() for field in error.errors or []]
    return []


@pytest.mark.parametrize(
    ("version", "accepted"),
    [pytest.param(6, False, id="before"), pytest.param(7, True, id="present"), pytest.param(8, False, id="after")],
)
def test_require_version_any_accepts_the_present_one_alone(version: int, accepted: bool) -> None:
    assert accepts_version(TaskFactory.build(version=7), version) is accepted


def test_require_version_another_says_what_to_do() -> None:
    with pytest.raises(Conflict, match=r"^The task was changed meanwhile. Read it again\.$"):
        require_version(TaskFactory.build(version=7), 6)


@pytest.mark.parametrize(
    "due_at",
    [
        pytest.param(None, id="never"),
        pytest.param(NOON, id="now"),
        pytest.param(NOON.astimezone(timezone(timedelta(hours=9))), id="now-in-another-zone"),
        pytest.param(NOON + MOMENT, id="next-moment"),
        pytest.param(datetime.max.replace(tzinfo=UTC), id="end-of-the-calendar"),
    ],
)
def test_require_due_date_new_and_not_past_is_fine(clock: Traveller, due_at: datetime | None) -> None:
    assert errors_for(due_at, before=YESTERDAY) == []


@pytest.mark.parametrize("before", [None, YESTERDAY - MOMENT, NOON + MOMENT], ids=["never", "earlier", "later"])
@pytest.mark.parametrize(
    "due_at",
    [
        pytest.param(NOON - MOMENT, id="last-moment"),
        pytest.param((NOON - MOMENT).astimezone(timezone(timedelta(hours=9))), id="last-moment-in-another-zone"),
        pytest.param(YESTERDAY, id="yesterday"),
        pytest.param(datetime.min.replace(tzinfo=UTC), id="beginning-of-the-calendar"),
    ],
)
def test_require_due_date_new_and_past_is_refused_and_names_the_field(
    clock: Traveller, due_at: datetime, before: datetime | None
) -> None:
    assert errors_for(due_at, before) == [
        {"location": ["body", "due_at"], "message": "A due date cannot lie in the past."}
    ]


@pytest.mark.parametrize("hours", [0, 9, -5])
def test_require_due_date_past_but_not_new_is_fine(clock: Traveller, hours: int) -> None:
    assert errors_for(YESTERDAY.astimezone(timezone(timedelta(hours=hours))), before=YESTERDAY) == []


@pytest.mark.parametrize(("after", "completed_at"), [(Status.TODO, None), (Status.ACTIVE, None), (Status.DONE, NOON)])
@pytest.mark.parametrize("before", [Status.TODO, Status.ACTIVE])
def test_apply_changes_status_of_open_task_keeps_the_time_when_done_and_the_assignee_always(
    clock: Traveller, before: Status, after: Status, completed_at: datetime | None
) -> None:
    task = TaskFactory.build(assignee=UserFactory.build(), **TRAITS[before])
    expected = fields_of(task) | {"status": after, "completed_at": completed_at}

    apply_changes(task, {"status": after}, set())

    assert fields_of(task) == expected


def test_apply_changes_completed_again_keeps_the_first_time(clock: Traveller) -> None:
    task = TaskFactory.build(**TRAITS[Status.DONE])
    expected = fields_of(task)

    apply_changes(task, {"status": Status.DONE}, set())

    assert fields_of(task) == expected


@pytest.mark.parametrize("after", [Status.TODO, Status.ACTIVE])
def test_apply_changes_reopened_clears_the_time_and_keeps_an_active_assignee(after: Status) -> None:
    user = UserFactory.build()
    task = TaskFactory.build(assignee=user, **TRAITS[Status.DONE])
    expected = fields_of(task) | {"status": after, "completed_at": None}

    apply_changes(task, {"status": after}, {user.id})

    assert fields_of(task) == expected


@pytest.mark.parametrize("after", [Status.TODO, Status.ACTIVE])
def test_apply_changes_reopened_takes_it_from_an_assignee_who_has_left(after: Status) -> None:
    task = TaskFactory.build(assignee=UserFactory.build(), **TRAITS[Status.DONE])
    expected = fields_of(task) | {"status": after, "completed_at": None, "assignee_id": None}

    apply_changes(task, {"status": after}, {UUID(int=1)})

    assert fields_of(task) == expected


def test_apply_changes_reopened_and_assigned_anew_keeps_the_new_assignee() -> None:
    task = TaskFactory.build(assignee=UserFactory.build(), **TRAITS[Status.DONE])

    apply_changes(task, {"status": Status.TODO, "assignee_id": UUID(int=1)}, {UUID(int=1)})

    assert (task.status, task.assignee_id) == (Status.TODO, UUID(int=1))


def test_apply_changes_completed_task_otherwise_changed_stays_completed_by_whoever_left() -> None:
    task = TaskFactory.build(assignee=UserFactory.build(), **TRAITS[Status.DONE])
    expected = fields_of(task) | {"title": "Renamed"}

    apply_changes(task, {"title": "Renamed"}, set())

    assert fields_of(task) == expected


@pytest.mark.parametrize("status", Status)
def test_apply_changes_nothing_given_changes_nothing(status: Status) -> None:
    task = TaskFactory.build(**TRAITS[status])
    expected = fields_of(task)

    apply_changes(task, {}, set())

    assert fields_of(task) == expected


def test_apply_changes_every_field_given_has_its_new_value() -> None:
    task = TaskFactory.build()
    values = {
        "title": "Renamed",
        "description": "",
        "sprint_id": UUID(int=1),
        "assignee_id": UUID(int=2),
        "due_at": NOON,
        "story_points": 40,
    }
    expected = fields_of(task) | values

    apply_changes(task, values, {UUID(int=2)})

    assert fields_of(task) == expected


@given(st.lists(st.sampled_from(Status), min_size=1))
def test_apply_changes_any_way_through_the_statuses_is_completed_exactly_when_done(way: list[Status]) -> None:
    task = TaskFactory.build()

    seen = [follow(task, status) for status in way]

    assert seen == [(status, status is Status.DONE) for status in way]


def follow(task: Task, status: Status) -> tuple[Status, bool]:
    """Give a task a status; return its status and whether it has a time of completion."""
    apply_changes(task, {"status": status}, set())
    return task.status, task.completed_at is not None
