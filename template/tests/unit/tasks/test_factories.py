"""The factory builds valid, realistic tasks without a database."""

# mypy: allow-untyped-calls
# factory_boy ships types, but not for everything.

from datetime import datetime, timedelta
from typing import Any

import pytest
from factory.random import reseed_random
from time_machine import Traveller

from app.tasks.models import Status, Task
from app.tasks.schemas import TaskCreate
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON


def describe(task: Task) -> tuple[object, ...]:
    """Return what tells one built task from another."""
    return task.id, task.project_id, task.title, task.description, task.story_points


def test_build_task_any_has_values_as_requests_may_have_them() -> None:
    task = TaskFactory.build()
    values = {"project_id": task.project_id, "title": task.title, "description": task.description}

    assert TaskCreate.model_validate(values).model_dump(exclude_unset=True) == values


def test_build_task_same_seed_is_the_same() -> None:
    reseed_random(7)
    first = TaskFactory.build()
    ProjectFactory.restart_sequence()
    reseed_random(7)
    second = TaskFactory.build()

    assert describe(first) == describe(second)


def test_build_task_of_project_sprint_and_assignee_refers_to_them() -> None:
    project, sprint, assignee = ProjectFactory.build(), SprintFactory.build(), UserFactory.build()

    task = TaskFactory.build(project=project, sprint=sprint, assignee=assignee)

    assert (task.workspace_id, task.project_id) == (project.workspace_id, project.id)
    assert (task.sprint_id, task.assignee_id) == (sprint.id, assignee.id)


@pytest.mark.parametrize(
    ("traits", "status", "due_at", "completed_at"),
    [
        pytest.param({}, Status.TODO, NOON + timedelta(days=7), None, id="none"),
        pytest.param({"active": True}, Status.ACTIVE, NOON + timedelta(days=7), None, id="active"),
        pytest.param({"completed": True}, Status.DONE, NOON + timedelta(days=7), NOON, id="completed"),
        pytest.param({"overdue": True}, Status.TODO, NOON - timedelta(days=1), None, id="overdue"),
        pytest.param(
            {"overdue": True, "completed": True}, Status.DONE, NOON - timedelta(days=1), NOON, id="completed-late"
        ),
    ],
)
def test_build_task_with_traits_has_what_they_say(
    clock: Traveller,
    traits: dict[str, Any],
    status: Status,
    due_at: datetime,
    completed_at: datetime | None,
) -> None:
    task = TaskFactory.build(**traits)

    assert (task.status, task.due_at, task.completed_at) == (status, due_at, completed_at)
