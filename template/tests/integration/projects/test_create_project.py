"""Creating projects: POST /workspaces/{id}/projects."""

from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.projects.models import Project
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.factories.workspaces import MembershipFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.projects.answers import NAME_TAKEN, NO_MEMBER, described


async def read_names(session: AsyncSession) -> list[str]:
    """Return the names of all projects, sorted."""
    return sorted(await session.scalars(select(Project.name)))


async def test_create_project_name_alone_is_open_and_led_by_nobody(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    url: str,
    member_headers: dict[str, str],
) -> None:
    response = await client.post(url, headers=member_headers, json={"name": " Apollo "})

    stored = (await session.scalars(select(Project))).one()
    assert response.status_code == 201
    assert response.json() == {
        "id": str(stored.id),
        "workspace_id": str(workspace.id),
        "name": "Apollo",
        "description": "",
        "lead_id": None,
        "archived_at": None,
        "created_at": "2026-03-18T12:00:00Z",
    }
    assert (stored.workspace_id, stored.name, stored.created_at) == (workspace.id, "Apollo", NOON)


async def test_create_project_every_field_is_kept(
    client: AsyncClient, session: AsyncSession, owner: User, url: str, member_headers: dict[str, str]
) -> None:
    body = {"name": "Apollo", "description": " To the moon.\n", "lead_id": str(owner.id)}

    response = await client.post(url, headers=member_headers, json=body)

    stored = (await session.scalars(select(Project))).one()
    assert response.status_code == 201
    assert response.json() == described(stored)
    assert (stored.name, stored.description, stored.lead_id) == ("Apollo", " To the moon.\n", owner.id)


@pytest.mark.parametrize(
    ("taken", "wanted"),
    [
        pytest.param("Apollo", "Apollo", id="same"),
        pytest.param("Apollo", "aPOLLO", id="other-case"),
        pytest.param("Zoë", "ZOË", id="beyond-ascii"),
        pytest.param("Straße", "STRASSE", id="one-letter-for-two"),
        pytest.param("Apollo", " Apollo ", id="space-around"),
    ],
)
async def test_create_project_name_taken_in_any_case_answers_conflict(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    url: str,
    member_headers: dict[str, str],
    taken: str,
    wanted: str,
) -> None:
    await ProjectFactory.create_async(session, workspace=workspace, name=taken)

    response = await client.post(url, headers=member_headers, json={"name": wanted})

    assert response.status_code == 409
    assert response.json() == NAME_TAKEN
    assert await read_names(session) == [taken]


async def test_create_project_name_of_an_archived_one_answers_conflict(
    client: AsyncClient, archived_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=member_headers, json={"name": archived_project.name})

    assert response.status_code == 409
    assert response.json() == NAME_TAKEN


async def test_create_project_name_taken_in_another_workspace_is_created(
    client: AsyncClient, session: AsyncSession, other_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=member_headers, json={"name": other_project.name})

    assert response.status_code == 201
    assert await read_names(session) == [other_project.name, other_project.name]


async def test_create_project_longest_name_of_letters_that_become_three_is_created(
    client: AsyncClient, session: AsyncSession, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=member_headers, json={"name": "ΐ" * 100})

    assert response.status_code == 201
    assert await read_names(session) == ["ΐ" * 100]


@pytest.mark.parametrize("who", ["stranger", "other_owner", "admin"])
async def test_create_project_lead_who_is_no_member_is_refused(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    stranger: User,
    other_owner: User,
    admin: User,
    url: str,
    member_headers: dict[str, str],
    who: str,
) -> None:
    lead: User = request.getfixturevalue(who)

    response = await client.post(url, headers=member_headers, json={"name": "Apollo", "lead_id": str(lead.id)})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "lead_id"], NO_MEMBER))
    assert await read_names(session) == []


async def test_create_project_lead_who_does_not_exist_is_refused(
    client: AsyncClient, session: AsyncSession, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(url, headers=member_headers, json={"name": "Apollo", "lead_id": str(UUID(int=1))})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "lead_id"], NO_MEMBER))
    assert await read_names(session) == []


async def test_create_project_lead_who_is_inactive_is_refused(
    client: AsyncClient, session: AsyncSession, workspace: Workspace, url: str, member_headers: dict[str, str]
) -> None:
    gone = await MembershipFactory.create_async(session, workspace=workspace, user__inactive=True)

    response = await client.post(url, headers=member_headers, json={"name": "Apollo", "lead_id": str(gone.user_id)})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "lead_id"], NO_MEMBER))
    assert await read_names(session) == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("workspace_id", str(UUID(int=1)), EXTRA, id="field-that-is-not-ours"),
        pytest.param("name", "x" * 101, "String should have at most 100 characters", id="name-too-long"),
        pytest.param("name", "a\0", r"String should match pattern '^[^\x00]*$'", id="name-with-nul"),
    ],
)
async def test_create_project_field_of_the_wrong_form_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    member_headers: dict[str, str],
    field: str,
    value: str,
    message: str,
) -> None:
    response = await client.post(url, headers=member_headers, json={"name": "Apollo"} | {field: value})

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert await read_names(session) == []
