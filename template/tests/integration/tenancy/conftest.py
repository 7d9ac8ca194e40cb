"""Two workspaces with one of everything, and somebody in each role."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.accounts.settings import AccountsSettings
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.factories.workspaces import InvitationFactory, MembershipFactory
from tests.integration.tenancy.operations import Ids


@pytest.fixture(autouse=True)
def run_with_settings_for_tests(accounts_settings: AccountsSettings) -> None:
    """Let no test hash at full costs or send mail anywhere but into the inbox."""


@pytest.fixture
async def ids(session: AsyncSession, workspace: Workspace) -> Ids:
    """Return the ids of what is in the workspace."""
    return await fill(session, workspace)


@pytest.fixture
async def other_ids(session: AsyncSession, other_workspace: Workspace) -> Ids:
    """Return the ids of what is in the other workspace."""
    return await fill(session, other_workspace)


async def fill(session: AsyncSession, workspace: Workspace) -> Ids:
    """Put one of everything into a workspace.

    Returns:
        Their ids, by the names that the API has for them.
    """
    somebody: User = (await MembershipFactory.create_async(session, workspace=workspace)).user
    invitation = await InvitationFactory.create_async(session, workspace=workspace)
    project = await ProjectFactory.create_async(session, workspace=workspace, lead=somebody)
    empty_project = await ProjectFactory.create_async(session, workspace=workspace)
    sprint = await SprintFactory.create_async(session, workspace=workspace)
    task = await TaskFactory.create_async(session, project=project, sprint=sprint, assignee=somebody)
    return {
        "workspace_id": workspace.id,
        "user_id": somebody.id,
        "assignee_id": somebody.id,
        "lead_id": somebody.id,
        "invitation_id": invitation.id,
        "project_id": project.id,
        "empty_project_id": empty_project.id,
        "sprint_id": sprint.id,
        "task_id": task.id,
        "task_ids": task.id,
    }
