"""What the database itself refuses of tasks, whoever writes to it, and by whatever statement."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from app.accounts.models import User
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Task
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON

ACTIVE_TWICE = r"uq_tasks_active_in_sprint|tasks\.project_id, tasks\.sprint_id"


async def test_store_task_second_active_one_in_project_and_sprint_is_refused(
    session: AsyncSession, project: Project, sprint: Sprint
) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint, active=True)
    session.add(TaskFactory.build(project=project, sprint=sprint, active=True))

    with pytest.raises(IntegrityError, match=ACTIVE_TWICE):
        await session.flush()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE tasks SET status = 'active' WHERE status = 'todo'", id="status"),
        pytest.param("UPDATE tasks SET sprint_id = (SELECT id FROM sprints) WHERE sprint_id IS NULL", id="sprint"),
    ],
)
async def test_store_task_made_the_second_active_one_by_raw_sql_is_refused(
    session: AsyncSession, project: Project, sprint: Sprint, change: str
) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint, active=True)
    await TaskFactory.create_async(session, project=project, sprint=sprint)
    await TaskFactory.create_async(session, project=project, active=True)

    with pytest.raises(IntegrityError, match=ACTIVE_TWICE):
        await session.execute(text(change))


async def test_store_task_active_ones_that_do_not_meet_are_kept(
    session: AsyncSession, workspace: Workspace, project: Project, sprint: Sprint
) -> None:
    next_project = await ProjectFactory.create_async(session, workspace=workspace)
    tasks = [
        TaskFactory.build(project=project, sprint=sprint, active=True),
        TaskFactory.build(project=next_project, sprint=sprint, active=True),
        *TaskFactory.build_batch(2, project=project, active=True),
        *TaskFactory.build_batch(2, project=project, sprint=sprint, completed=True),
        *TaskFactory.build_batch(2, project=project, sprint=sprint),
    ]
    session.add_all(tasks)

    await session.flush()

    assert set(await session.scalars(select(Task.id))) == {task.id for task in tasks}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("SET status = 'done'", id="done-without-time"),
        pytest.param("SET completed_at = created_at", id="time-without-being-done"),
    ],
)
async def test_store_task_status_and_time_of_completion_that_disagree_is_refused(
    session: AsyncSession, task: Task, change: str
) -> None:
    with pytest.raises(IntegrityError, match="ck_tasks_completed_when_done"):
        await session.execute(text(f"UPDATE tasks {change}"))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("SET status = 'todo'", id="reopened-with-time"),
        pytest.param("SET completed_at = NULL", id="done-without-time"),
    ],
)
async def test_store_completed_task_status_and_time_that_disagree_is_refused(
    session: AsyncSession, project: Project, change: str
) -> None:
    await TaskFactory.create_async(session, project=project, completed=True)

    with pytest.raises(IntegrityError, match="ck_tasks_completed_when_done"):
        await session.execute(text(f"UPDATE tasks {change}"))


async def test_store_task_status_that_does_not_exist_is_refused(session: AsyncSession, task: Task) -> None:
    with pytest.raises(IntegrityError, match="ck_tasks_status"):
        await session.execute(text("UPDATE tasks SET status = 'late'"))


@pytest.mark.parametrize("field", ["project_id", "sprint_id", "assignee_id", "workspace_id"])
async def test_store_task_reference_to_nothing_is_refused(session: AsyncSession, task: Task, field: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.execute(update(Task).values({field: UUID(int=1)}))


@pytest.mark.parametrize(
    ("field", "what"),
    [
        pytest.param("project_id", "other_project", id="project"),
        pytest.param("sprint_id", "other_sprint", id="sprint"),
        pytest.param("workspace_id", "other_workspace", id="workspace"),
    ],
)
async def test_store_task_reference_into_another_workspace_is_refused(
    request: pytest.FixtureRequest,
    session: AsyncSession,
    task: Task,
    other_workspace: Workspace,
    other_project: Project,
    other_sprint: Sprint,
    field: str,
    what: str,
) -> None:
    foreign: Any = request.getfixturevalue(what)

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.execute(update(Task).values({field: foreign.id}))


async def test_delete_user_assigned_to_a_task_is_refused(
    session: AsyncSession, project: Project, stranger: User
) -> None:
    await TaskFactory.create_async(session, project=project, assignee=stranger, completed=True)

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.execute(text("DELETE FROM users WHERE id = (SELECT assignee_id FROM tasks)"))


async def test_store_task_changed_by_another_statement_meanwhile_is_refused(session: AsyncSession, task: Task) -> None:
    await session.execute(text("UPDATE tasks SET version = version + 1"))
    task.title = "Renamed"

    with pytest.raises(StaleDataError, match="0 were matched"):
        await session.flush()


async def test_store_task_any_change_raises_the_version(session: AsyncSession, task: Task) -> None:
    task.completed_at, task.status = NOON, type(task.status).DONE

    await session.flush()

    assert await session.scalar(select(Task.version)) == 2
