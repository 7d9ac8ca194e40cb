"""What the database itself refuses of sprints, whoever writes to it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.sprints.models import Sprint
from app.workspaces.models import Workspace
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory


async def test_store_sprint_ends_the_day_before_it_starts_is_refused(session: AsyncSession, sprint: Sprint) -> None:
    sprint.ends_on = sprint.starts_on - timedelta(days=1)

    with pytest.raises(IntegrityError, match="ck_sprints_ends_after_its_start"):
        await session.flush()


async def test_store_sprint_workspace_that_does_not_exist_is_refused(session: AsyncSession) -> None:
    session.add(SprintFactory.build(workspace_id=UUID(int=1)))

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.flush()


async def test_delete_sprint_with_a_task_is_refused(session: AsyncSession, project: Project, sprint: Sprint) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint)

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await session.execute(text("DELETE FROM sprints"))


async def test_delete_workspace_takes_its_sprints_along(
    session: AsyncSession, workspace: Workspace, sprint: Sprint, other_sprint: Sprint
) -> None:
    await session.execute(delete(Workspace).where(Workspace.id == workspace.id))

    assert list(await session.scalars(select(Sprint.id))) == [other_sprint.id]
