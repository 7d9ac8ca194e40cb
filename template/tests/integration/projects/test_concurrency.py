"""Two clients at once, on connections of their own and with commits that are final."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from httpx import AsyncClient
from sqlalchemy import delete, insert, select, update

from app.accounts.settings import AccountsSettings
from app.projects.models import Project
from app.tasks.models import Status, Task
from app.workspaces.models import Membership, Workspace
from tests.factories.accounts import LoginSessionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workspaces import MembershipFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.clock import NOON
from tests.fixtures.commits import Sessions, send_before_commit, send_together
from tests.integration.accounts.answers import invalid
from tests.integration.projects.answers import HAS_TASKS, NAME_TAKEN, NO_MEMBER


@dataclass(frozen=True)
class Scene:
    """An admin in a workspace, stored for good."""

    workspace: Workspace
    headers: Mapping[str, str]

    @property
    def url(self) -> str:
        """Where the projects are."""
        return f"/workspaces/{self.workspace.id}/projects"


@pytest.fixture
async def scene(committed_sessions: Sessions, accounts_settings: AccountsSettings) -> Scene:
    """Store an admin in a workspace."""
    async with committed_sessions() as db:
        membership = await MembershipFactory.create_async(db, admin=True)
        login = await LoginSessionFactory.create_async(db, user=membership.user)
    return Scene(membership.workspace, headers_for(login, accounts_settings))


async def test_create_project_one_name_from_two_clients_lets_one_through(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    responses = await send_together(
        committed_sessions,
        insert(Project).values(workspace_id=scene.workspace.id, name="Apollo", name_key="apollo"),
        [
            committing_client.post(scene.url, headers=scene.headers, json={"name": name})
            for name in ("Apollo", "APOLLO")
        ],
    )

    async with committed_sessions() as db:
        stored = list(await db.scalars(select(Project.name_key)))
    assert sorted(response.status_code for response in responses) == [201, 409]
    assert stored == ["apollo"]


async def test_rename_project_to_a_name_that_is_being_taken_answers_conflict(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    async with committed_sessions() as db:
        one, other = await ProjectFactory.create_batch_async(db, 2, workspace=scene.workspace)

    waited, response = await send_before_commit(
        committed_sessions,
        update(Project).where(Project.id == other.id).values(name="Apollo", name_key="apollo"),
        committing_client.patch(f"{scene.url}/{one.id}", headers=scene.headers, json={"name": "Apollo"}),
    )

    assert waited
    assert (response.status_code, response.json()) == (409, NAME_TAKEN)


async def test_delete_project_meets_a_new_task_waits_and_answers_conflict(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    async with committed_sessions() as db:
        project = await ProjectFactory.create_async(db, workspace=scene.workspace)

    waited, response = await send_before_commit(
        committed_sessions,
        insert(Task).values(
            workspace_id=scene.workspace.id, project_id=project.id, title="New", status=Status.TODO, version=1
        ),
        committing_client.delete(f"{scene.url}/{project.id}", headers=scene.headers),
    )

    assert waited
    assert (response.status_code, response.json()) == (409, HAS_TASKS)


async def test_create_project_meets_the_removal_of_its_lead_waits_and_is_refused(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    async with committed_sessions() as db:
        lead = await MembershipFactory.create_async(db, workspace=scene.workspace)

    waited, response = await send_before_commit(
        committed_sessions,
        delete(Membership).where(Membership.user_id == lead.user_id),
        committing_client.post(scene.url, headers=scene.headers, json={"name": "Apollo", "lead_id": str(lead.user_id)}),
    )

    assert waited
    assert (response.status_code, response.json()) == (422, invalid((["body", "lead_id"], NO_MEMBER)))


async def test_remove_member_meets_their_becoming_lead_waits_and_leaves_nobody(
    committing_client: AsyncClient, committed_sessions: Sessions, scene: Scene
) -> None:
    async with committed_sessions() as db:
        lead = await MembershipFactory.create_async(db, workspace=scene.workspace)
        await ProjectFactory.create_async(db, workspace=scene.workspace, lead=lead.user)

    waited, response = await send_before_commit(
        committed_sessions,
        update(Project).values(description="Still being changed", archived_at=NOON),
        committing_client.delete(f"/workspaces/{scene.workspace.id}/members/{lead.user_id}", headers=scene.headers),
    )

    async with committed_sessions() as db:
        stored = (await db.execute(select(Project.lead_id, Project.archived_at))).all()
    assert waited
    assert response.status_code == 204
    assert stored == [(None, NOON)]
