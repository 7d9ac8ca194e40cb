"""What the database itself refuses of projects, whoever writes to it."""

from uuid import UUID

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.tasks.models import Task
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory


async def test_store_project_name_taken_in_another_case_is_refused(session: AsyncSession, project: Project) -> None:
    double = ProjectFactory.build(name=project.name.upper(), workspace_id=project.workspace_id)
    session.add(double)

    with pytest.raises(IntegrityError, match=r"uq_projects_workspace_id_name_key|projects\.name_key"):
        await session.flush()


async def test_store_project_lead_who_does_not_exist_is_refused(session: AsyncSession, project: Project) -> None:
    project.lead_id = UUID(int=1)

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.flush()


async def test_store_project_workspace_that_does_not_exist_is_refused(session: AsyncSession) -> None:
    session.add(ProjectFactory.build(workspace_id=UUID(int=1)))

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.flush()


async def test_delete_project_with_a_task_is_refused(session: AsyncSession, task: Task) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.execute(text("DELETE FROM projects"))


async def test_delete_workspace_takes_its_projects_and_tasks_along(
    session: AsyncSession, workspace: Workspace, task: Task, other_task: Task
) -> None:
    await session.execute(delete(Workspace).where(Workspace.id == workspace.id))

    session.expunge_all()
    assert list(await session.scalars(select(Project.id))) == [other_task.project_id]
    assert list(await session.scalars(select(Task.id))) == [other_task.id]
