"""Archiving projects: POST /workspaces/{id}/projects/{id}/archive and /unarchive."""

from datetime import timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.projects.models import Project
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.fixtures.clock import NOON
from tests.integration.projects.answers import LEAD_ONLY, NO_PROJECT, described


@pytest.mark.parametrize("who", ["member_headers", "workspace_admin_headers", "owner_headers"])
async def test_archive_project_as_lead_or_admin_keeps_the_time(
    request: pytest.FixtureRequest,
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    led_project: Project,
    member_headers: dict[str, str],
    workspace_admin_headers: dict[str, str],
    owner_headers: dict[str, str],
    url: str,
    who: str,
) -> None:
    response = await client.post(f"{url}/{led_project.id}/archive", headers=request.getfixturevalue(who))

    await session.refresh(led_project)
    assert response.status_code == 200
    assert response.json() == described(led_project)
    assert led_project.archived_at == NOON


async def test_archive_project_twice_keeps_the_first_time(
    clock: Traveller, client: AsyncClient, led_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    first = await client.post(f"{url}/{led_project.id}/archive", headers=member_headers)
    clock.shift(timedelta(minutes=1))

    second = await client.post(f"{url}/{led_project.id}/archive", headers=member_headers)

    assert second.status_code == 200
    assert second.json() == first.json() == described(led_project) | {"archived_at": "2026-03-18T12:00:00Z"}


async def test_unarchive_project_archived_is_open_again(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    member: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    archived = await ProjectFactory.create_async(session, workspace=workspace, lead=member, archived=True)

    response = await client.post(f"{url}/{archived.id}/unarchive", headers=member_headers)

    await session.refresh(archived)
    assert response.status_code == 200
    assert response.json() == described(archived)
    assert archived.archived_at is None


async def test_unarchive_project_open_answers_it_unchanged(
    client: AsyncClient, led_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.post(f"{url}/{led_project.id}/unarchive", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == described(led_project)


@pytest.mark.parametrize("action", ["archive", "unarchive"])
async def test_change_archive_as_member_who_does_not_lead_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    archived_project: Project,
    url: str,
    member_headers: dict[str, str],
    action: str,
) -> None:
    before = described(archived_project)

    response = await client.post(f"{url}/{archived_project.id}/{action}", headers=member_headers)

    await session.refresh(archived_project)
    assert response.status_code == 403
    assert response.json() == LEAD_ONLY
    assert described(archived_project) == before


@pytest.mark.parametrize("action", ["archive", "unarchive"])
async def test_change_archive_of_unknown_id_answers_not_found(
    client: AsyncClient, url: str, owner_headers: dict[str, str], action: str
) -> None:
    response = await client.post(f"{url}/{UUID(int=1)}/{action}", headers=owner_headers)

    assert response.status_code == 404
    assert response.json() == NO_PROJECT
