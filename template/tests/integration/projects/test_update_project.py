"""Changing projects: PATCH /workspaces/{id}/projects/{id}."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.projects.models import Project
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.factories.workspaces import MembershipFactory
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.projects.answers import LEAD_ONLY, NAME_TAKEN, NO_MEMBER, NO_PROJECT, described


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        pytest.param({"name": " Gemini "}, {"name": "Gemini"}, id="name"),
        pytest.param({"description": ""}, {"description": ""}, id="description"),
        pytest.param({"lead_id": None}, {"lead_id": None}, id="lead"),
        pytest.param(
            {"name": "Gemini", "description": "Two seats.", "lead_id": None},
            {"name": "Gemini", "description": "Two seats.", "lead_id": None},
            id="all",
        ),
        pytest.param({}, {}, id="nothing"),
    ],
)
async def test_update_project_as_lead_changes_what_is_given_and_no_more(
    client: AsyncClient,
    session: AsyncSession,
    led_project: Project,
    url: str,
    member_headers: dict[str, str],
    changes: dict[str, Any],
    stored: dict[str, Any],
) -> None:
    before = described(led_project)

    response = await client.patch(f"{url}/{led_project.id}", headers=member_headers, json=changes)

    await session.refresh(led_project)
    assert response.status_code == 200
    assert response.json() == before | stored
    assert described(led_project) == before | stored


@pytest.mark.parametrize("who", ["workspace_admin_headers", "owner_headers"])
async def test_update_project_of_somebody_else_as_admin_or_owner_changes_it(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    led_project: Project,
    workspace_admin_headers: dict[str, str],
    owner_headers: dict[str, str],
    url: str,
    who: str,
) -> None:
    response = await client.patch(
        f"{url}/{led_project.id}", headers=request.getfixturevalue(who), json={"name": "Gemini"}
    )

    await session.refresh(led_project)
    assert response.status_code == 200
    assert response.json() == described(led_project)
    assert led_project.name == "Gemini"


async def test_update_project_of_nobody_as_member_is_refused(
    client: AsyncClient, session: AsyncSession, project: Project, url: str, member_headers: dict[str, str]
) -> None:
    before = described(project)

    response = await client.patch(f"{url}/{project.id}", headers=member_headers, json={"name": "Gemini"})

    await session.refresh(project)
    assert response.status_code == 403
    assert response.json() == LEAD_ONLY
    assert described(project) == before


async def test_update_project_handed_over_may_no_longer_be_changed_by_the_former_lead(
    client: AsyncClient, led_project: Project, owner: User, url: str, member_headers: dict[str, str]
) -> None:
    handed_over = await client.patch(f"{url}/{led_project.id}", headers=member_headers, json={"lead_id": str(owner.id)})

    response = await client.patch(f"{url}/{led_project.id}", headers=member_headers, json={"name": "Gemini"})

    assert handed_over.json()["lead_id"] == str(owner.id)
    assert response.status_code == 403
    assert response.json() == LEAD_ONLY


async def test_update_project_archived_as_lead_changes_it(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    member: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    archived = await ProjectFactory.create_async(session, workspace=workspace, lead=member, archived=True)

    response = await client.patch(f"{url}/{archived.id}", headers=member_headers, json={"name": "Gemini"})

    assert response.status_code == 200
    assert response.json() == described(archived) | {"name": "Gemini"}


async def test_update_project_unknown_id_answers_not_found(
    client: AsyncClient, url: str, owner_headers: dict[str, str]
) -> None:
    response = await client.patch(f"{url}/{UUID(int=1)}", headers=owner_headers, json={"name": "Gemini"})

    assert response.status_code == 404
    assert response.json() == NO_PROJECT


async def test_update_project_own_name_in_capitals_changes_its_case(
    client: AsyncClient, session: AsyncSession, led_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    name = led_project.name.upper()

    response = await client.patch(f"{url}/{led_project.id}", headers=member_headers, json={"name": name})

    await session.refresh(led_project)
    assert response.status_code == 200
    assert led_project.name == name


async def test_update_project_name_taken_in_another_case_answers_conflict_and_changes_nothing(
    client: AsyncClient,
    session: AsyncSession,
    led_project: Project,
    project: Project,
    url: str,
    member_headers: dict[str, str],
) -> None:
    before = described(led_project)

    response = await client.patch(
        f"{url}/{led_project.id}",
        headers=member_headers,
        json={"name": project.name.upper(), "description": "Other."},
    )

    await session.refresh(led_project)
    assert response.status_code == 409
    assert response.json() == NAME_TAKEN
    assert described(led_project) == before


async def test_update_project_former_name_is_free_again(
    client: AsyncClient, led_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    former = led_project.name
    await client.patch(f"{url}/{led_project.id}", headers=member_headers, json={"name": "Gemini"})

    response = await client.post(url, headers=member_headers, json={"name": former})

    assert response.status_code == 201


async def test_update_project_lead_of_another_workspace_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    led_project: Project,
    other_owner: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    before = described(led_project)

    response = await client.patch(
        f"{url}/{led_project.id}", headers=member_headers, json={"name": "Gemini", "lead_id": str(other_owner.id)}
    )

    await session.refresh(led_project)
    assert response.status_code == 422
    assert response.json() == invalid((["body", "lead_id"], NO_MEMBER))
    assert described(led_project) == before


async def test_update_project_lead_who_is_inactive_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    led_project: Project,
    url: str,
    member_headers: dict[str, str],
) -> None:
    gone = await MembershipFactory.create_async(session, workspace=workspace, user__inactive=True)

    response = await client.patch(
        f"{url}/{led_project.id}", headers=member_headers, json={"lead_id": str(gone.user_id)}
    )

    assert response.status_code == 422
    assert response.json() == invalid((["body", "lead_id"], NO_MEMBER))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("archived_at", None, EXTRA, id="field-that-is-not-ours"),
        pytest.param("description", None, "Input should be a valid string", id="description-null"),
    ],
)
async def test_update_project_field_of_the_wrong_form_is_refused_and_nothing_changes(
    client: AsyncClient,
    session: AsyncSession,
    led_project: Project,
    url: str,
    member_headers: dict[str, str],
    field: str,
    value: str | None,
    message: str,
) -> None:
    before = described(led_project)

    response = await client.patch(
        f"{url}/{led_project.id}", headers=member_headers, json={"name": "Gemini", field: value}
    )

    await session.refresh(led_project)
    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
    assert described(led_project) == before
