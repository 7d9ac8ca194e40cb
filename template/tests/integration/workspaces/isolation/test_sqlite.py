"""The query layer refuses what it cannot limit to a workspace."""

from typing import Any

import pytest
from sqlalchemy import bindparam, column, delete, insert, literal_column, select, table, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.projects.models import Project
from app.tasks.models import Task
from app.workspaces.isolation import enter_workspace
from app.workspaces.isolation.sqlite import IsolationError
from app.workspaces.models import Workspace

pytestmark = pytest.mark.usefixtures("tenants")

TASKS: Any = Task.__table__


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(text("SELECT id FROM tasks"), id="text"),
        pytest.param(text('SELECT id FROM "Tasks"'), id="text-quoted-in-capitals"),
        pytest.param(text("DELETE FROM tasks"), id="text-delete"),
        pytest.param(select(Task).from_statement(text("SELECT * FROM tasks")), id="text-as-model"),
        pytest.param(select(User.id, text("(SELECT count(*) FROM tasks)")), id="text-as-column"),
        pytest.param(select(literal_column("(SELECT count(*) FROM tasks)")), id="literal-column"),
        pytest.param(select(User.id).where(text("id IN (SELECT assignee_id FROM tasks)")), id="text-as-condition"),
        pytest.param(select(column("id")).select_from(text("tasks")), id="text-as-table"),
        pytest.param(select(column("id")).select_from(table("tasks")), id="table-by-name"),
        pytest.param(select(TASKS), id="table"),
        pytest.param(select(TASKS.c.id), id="column"),
        pytest.param(select(TASKS.alias().c.id), id="alias-of-table"),
        pytest.param(select(User.id).where(TASKS.c.assignee_id == User.id), id="column-as-condition"),
        pytest.param(select(User.id).outerjoin(TASKS, TASKS.c.assignee_id == User.id), id="join-with-table"),
        pytest.param(select(User.id).where(User.id.in_(select(TASKS.c.assignee_id))), id="subquery-of-table"),
        pytest.param(select(Task).where(Task.project_id.in_(select(Project.__table__.c.id))), id="two-tables"),
        pytest.param(insert(TASKS), id="insert-into-table"),
        pytest.param(update(TASKS).values(title="taken over"), id="update-table"),
        pytest.param(delete(TASKS), id="delete-from-table"),
        pytest.param(update(User).values(full_name=select(TASKS.c.title).scalar_subquery()), id="update-from-table"),
        pytest.param(delete(User).where(User.id.in_(select(TASKS.c.assignee_id))), id="delete-by-table"),
    ],
)
async def test_execute_statement_on_a_table_without_its_model_is_refused(
    db: AsyncSession, workspace: Workspace, statement: Any
) -> None:
    await enter_workspace(db, workspace.id)

    with pytest.raises(IsolationError, match=r"^Use the models of these tables: (tasks|projects)\.$"):
        await db.execute(statement)


@pytest.mark.parametrize(
    ("statement", "parameters"),
    [
        pytest.param(insert(Task).values(title="smuggled in"), None, id="insert"),
        pytest.param(insert(Task), [{"title": "smuggled in"}], id="insert-many"),
        pytest.param(insert(Task).from_select(["id"], select(Task.id)), None, id="insert-from-select"),
        pytest.param(update(Task), [{"id": 1, "title": "taken over"}], id="update-many-by-key"),
        pytest.param(
            update(Task).where(Task.id == bindparam("task")), {"task": 1, "title": "new"}, id="update-by-parameters"
        ),
        pytest.param(update(Task).values(workspace_id=None), None, id="update-workspace"),
        pytest.param(update(Task).ordered_values((Task.workspace_id, None)), None, id="update-workspace-in-order"),
        pytest.param(
            update(Task).values(title="new").execution_options(dml_strategy="core_only"), None, id="update-as-table"
        ),
        pytest.param(delete(Task).execution_options(dml_strategy="core_only"), None, id="delete-as-table"),
        pytest.param(
            select(Task).from_statement(insert(Task).values(title="smuggled in").returning(Task)),
            None,
            id="insert-as-select",
        ),
    ],
)
async def test_execute_write_that_takes_no_condition_is_refused(
    db: AsyncSession, workspace: Workspace, statement: Any, parameters: Any
) -> None:
    await enter_workspace(db, workspace.id)

    with pytest.raises(IsolationError, match=r"^Add rows to the session, and change them by conditions"):
        await db.execute(statement, parameters)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(text("SELECT email FROM users"), id="text"),
        pytest.param(select(User.__table__.c.email), id="table"),
        pytest.param(select(User.email), id="model"),
        pytest.param(update(User).values(is_admin=False).returning(User.email), id="update"),
    ],
)
async def test_execute_statement_on_a_shared_table_is_allowed(
    db: AsyncSession, user: User, owner: User, other_owner: User, statement: Any
) -> None:
    found = await db.scalars(statement)

    assert set(found) == {user.email, owner.email, other_owner.email}


async def test_delete_row_of_another_workspace_through_the_session_is_refused(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_task: Task
) -> None:
    session.expunge(other_task)
    await enter_workspace(db, workspace.id)
    await db.delete(other_task)

    with pytest.raises(IsolationError, match="This row of tasks does not belong to the workspace"):
        await db.flush()


async def test_flush_row_moved_and_moved_back_is_allowed(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace, task: Task
) -> None:
    await enter_workspace(db, workspace.id)
    moved = await db.get_one(Task, task.id)
    moved.workspace_id = other_workspace.id
    moved.workspace_id = workspace.id
    moved.title = "back again"

    await db.commit()

    assert (await session.scalars(select(Task.title).where(Task.id == task.id))).one() == "back again"


async def test_flush_row_with_values_that_were_forgotten_reads_them_again(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, task: Task
) -> None:
    await enter_workspace(db, workspace.id)
    forgotten = await db.get_one(Task, task.id)
    db.expire(forgotten, ["workspace_id"])
    forgotten.title = "new"

    await db.commit()

    assert (await session.scalars(select(Task.title).where(Task.id == task.id))).one() == "new"
