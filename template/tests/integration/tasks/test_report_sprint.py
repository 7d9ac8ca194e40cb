"""The report of a sprint: GET /workspaces/{id}/sprints/{id}/report."""

from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.projects.models import Project
from app.sprints.models import Sprint
from app.workspaces.models import Workspace
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.integration.sprints.answers import NO_SPRINT


@pytest.fixture
def sprints_url(workspace: Workspace) -> str:
    """Return where the sprints of the workspace are."""
    return f"/workspaces/{workspace.id}/sprints"


async def test_report_sprint_without_tasks_counts_nothing(
    client: AsyncClient, sprint: Sprint, sprints_url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{sprints_url}/{sprint.id}/report", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == {
        "sprint_id": str(sprint.id),
        "tasks": {"todo": 0, "active": 0, "done": 0},
        "points": {"planned": 0, "completed": 0},
    }


async def test_report_sprint_with_tasks_in_every_status_counts_them_and_their_points(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    archived_project: Project,
    sprint: Sprint,
    sprints_url: str,
    member_headers: dict[str, str],
) -> None:
    session.add_all(
        [
            TaskFactory.build(project=project, sprint=sprint, story_points=1),
            TaskFactory.build(project=project, sprint=sprint, story_points=2),
            TaskFactory.build(project=project, sprint=sprint, story_points=None),
            TaskFactory.build(project=project, sprint=sprint, story_points=5, active=True),
            TaskFactory.build(project=archived_project, sprint=sprint, story_points=8, active=True),
            TaskFactory.build(project=project, sprint=sprint, story_points=13, completed=True),
            TaskFactory.build(project=project, sprint=sprint, story_points=None, completed=True),
            TaskFactory.build(project=project, sprint=sprint, story_points=20, completed=True),
            TaskFactory.build(project=project, sprint=sprint, story_points=0, completed=True),
        ]
    )
    await session.commit()

    response = await client.get(f"{sprints_url}/{sprint.id}/report", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == {
        "sprint_id": str(sprint.id),
        "tasks": {"todo": 3, "active": 2, "done": 4},
        "points": {"planned": 49, "completed": 33},
    }


async def test_report_sprint_leaves_out_what_is_not_planned_for_it(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    project: Project,
    sprint: Sprint,
    sprints_url: str,
    member_headers: dict[str, str],
) -> None:
    next_sprint = await SprintFactory.create_async(session, workspace=workspace)
    await TaskFactory.create_async(session, project=project, sprint=next_sprint, story_points=5)
    await TaskFactory.create_async(session, project=project, story_points=8, completed=True)

    response = await client.get(f"{sprints_url}/{sprint.id}/report", headers=member_headers)

    assert response.json() == {
        "sprint_id": str(sprint.id),
        "tasks": {"todo": 0, "active": 0, "done": 0},
        "points": {"planned": 0, "completed": 0},
    }


async def test_report_sprint_without_any_estimate_has_no_points(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    sprints_url: str,
    member_headers: dict[str, str],
) -> None:
    await TaskFactory.create_async(session, project=project, sprint=sprint, story_points=None, completed=True)

    response = await client.get(f"{sprints_url}/{sprint.id}/report", headers=member_headers)

    assert response.json() == {
        "sprint_id": str(sprint.id),
        "tasks": {"todo": 0, "active": 0, "done": 1},
        "points": {"planned": 0, "completed": 0},
    }


async def test_report_sprint_unknown_id_answers_not_found(
    client: AsyncClient, sprints_url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{sprints_url}/{UUID(int=1)}/report", headers=member_headers)

    assert response.status_code == 404
    assert response.json() == NO_SPRINT


async def test_report_sprint_of_another_tenant_answers_not_found(
    client: AsyncClient, other_sprint: Sprint, sprints_url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{sprints_url}/{other_sprint.id}/report", headers=member_headers)

    assert response.status_code == 404
    assert response.json() == NO_SPRINT


@pytest.mark.parametrize("size", [1, 2, 20])
async def test_report_sprint_any_number_of_tasks_takes_four_statements(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    sprint: Sprint,
    sprints_url: str,
    member_headers: dict[str, str],
    statements: list[str],
    size: int,
) -> None:
    await TaskFactory.create_batch_async(session, size, project=project, sprint=sprint)
    statements.clear()

    response = await client.get(f"{sprints_url}/{sprint.id}/report", headers=member_headers)

    assert response.json()["tasks"] == {"todo": size, "active": 0, "done": 0}
    # The log-in session, the membership, the sprint, the counts.
    assert len(statements) == 4
