"""Changing and deleting workspaces: PATCH and DELETE /workspaces/{id}."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.tasks.models import Task
from app.workspaces.models import Workspace
from tests.integration.accounts.answers import EXTRA, invalid
from tests.integration.workspaces.answers import described


async def test_update_workspace_new_name_answers_and_keeps_it(
    client: AsyncClient, session: AsyncSession, url: str, workspace: Workspace, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.patch(url, headers=workspace_admin_headers, json={"name": "Difference Engines"})

    await session.refresh(workspace)
    assert workspace.name == "Difference Engines"
    assert (response.status_code, response.json()) == (200, described(workspace))


async def test_update_workspace_nothing_changes_nothing(
    client: AsyncClient, url: str, workspace: Workspace, workspace_admin_headers: dict[str, str]
) -> None:
    response = await client.patch(url, headers=workspace_admin_headers, json={})

    assert (response.status_code, response.json()) == (200, described(workspace))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param({"name": None}, (["body", "name"], "Input should be a valid string"), id="null"),
        pytest.param({"name": ""}, (["body", "name"], "String should have at least 1 character"), id="empty"),
        pytest.param({"created_at": "2026-03-18T12:00:00Z"}, (["body", "created_at"], EXTRA), id="extra"),
    ],
)
async def test_update_workspace_invalid_body_is_refused(
    client: AsyncClient,
    url: str,
    workspace_admin_headers: dict[str, str],
    body: dict[str, Any],
    error: tuple[list[str | int], str],
) -> None:
    response = await client.patch(url, headers=workspace_admin_headers, json=body)

    assert (response.status_code, response.json()) == (422, invalid(error))


@pytest.mark.usefixtures("workspace_admin", "sprint", "task")
async def test_delete_workspace_owner_takes_all_that_belongs_to_it_along_and_nothing_else(
    client: AsyncClient,
    session: AsyncSession,
    url: str,
    owner: User,
    owner_headers: dict[str, str],
    other_workspace: Workspace,
    other_task: Task,
) -> None:
    response = await client.delete(url, headers=owner_headers)

    assert response.status_code == 204
    assert (await session.scalars(select(Workspace.id))).all() == [other_workspace.id]
    assert (await session.scalars(select(Task.id))).all() == [other_task.id]
    assert await session.get(User, owner.id, populate_existing=True) is not None
