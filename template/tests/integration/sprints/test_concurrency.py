"""Two clients at once, on connections of their own and with commits that are final."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from httpx import AsyncClient
from sqlalchemy import select, update

from app.accounts.settings import AccountsSettings
from app.sprints.models import Sprint
from app.tasks.models import Task
from tests.factories.accounts import LoginSessionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.factories.workspaces import MembershipFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.commits import Sessions, send_before_commit, send_together


@dataclass(frozen=True)
class Scene:
    """An admin in a workspace with a sprint and a task beside it, stored for good."""

    headers: Mapping[str, str]
    sprint: Sprint
    task: Task

    @property
    def url(self) -> str:
        """Where the sprint is."""
        return f"/workspaces/{self.sprint.workspace_id}/sprints/{self.sprint.id}"


@pytest.fixture
async def scene(committed_sessions: Sessions, accounts_settings: AccountsSettings) -> Scene:
    """Store an admin in a workspace with a sprint from the 16th to the 29th of March, and a task beside it."""
    async with committed_sessions() as db:
        membership = await MembershipFactory.create_async(db, admin=True)
        login = await LoginSessionFactory.create_async(db, user=membership.user)
        sprint = await SprintFactory.create_async(
            db, workspace=membership.workspace, starts_on=date(2026, 3, 16), ends_on=date(2026, 3, 29)
        )
        project = await ProjectFactory.create_async(db, workspace=membership.workspace)
        task = await TaskFactory.create_async(db, project=project)
    return Scene(headers_for(login, accounts_settings), sprint, task)


async def test_change_both_ends_of_a_sprint_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    changes = ({"starts_on": "2026-03-25"}, {"ends_on": "2026-03-20"})

    responses = await send_together(
        committed_sessions,
        update(Sprint).values(name="Locked"),
        [committing_client.patch(scene.url, headers=scene.headers, json=change) for change in changes],
    )

    assert sorted(response.status_code for response in responses) == [200, 422]


async def test_delete_sprint_meets_a_task_that_moves_in_waits_and_leaves_it_without_sprint(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    waited, response = await send_before_commit(
        committed_sessions,
        update(Task).values(sprint_id=scene.sprint.id, version=2),
        committing_client.delete(scene.url, headers=scene.headers),
    )

    async with committed_sessions() as db:
        stored = (await db.execute(select(Task.sprint_id, Task.version))).all()
    assert waited
    assert response.status_code == 204
    assert stored == [(None, 3)]


async def test_delete_sprint_meets_an_edit_of_its_task_waits_and_keeps_the_edit(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    async with committed_sessions() as db:
        await db.execute(update(Task).values(sprint_id=scene.sprint.id))
        await db.commit()

    waited, response = await send_before_commit(
        committed_sessions,
        update(Task).values(title="Edited", version=2),
        committing_client.delete(scene.url, headers=scene.headers),
    )

    async with committed_sessions() as db:
        stored = (await db.execute(select(Task.title, Task.sprint_id, Task.version))).all()
    assert waited
    assert response.status_code == 204
    assert stored == [("Edited", None, 3)]
