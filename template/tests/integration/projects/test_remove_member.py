"""What leaving a workspace does to projects: DELETE /workspaces/{id}/members/{id}."""

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.projects.models import Project
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.factories.workspaces import MembershipFactory


async def read_leads(session: AsyncSession) -> dict[object, object]:
    """Return who leads each project."""
    return dict((await session.execute(select(Project.id, Project.lead_id))).all())


@pytest.mark.parametrize("who", ["member_headers", "workspace_admin_headers"])
async def test_remove_member_who_leads_leaves_their_projects_without_lead(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    led_project: Project,
    member: User,
    member_headers: dict[str, str],
    workspace_admin_headers: dict[str, str],
    who: str,
) -> None:
    archived = await ProjectFactory.create_async(session, workspace=workspace, lead=member, archived=True)

    response = await client.delete(
        f"/workspaces/{workspace.id}/members/{member.id}", headers=request.getfixturevalue(who)
    )

    assert response.status_code == 204
    assert await read_leads(session) == {led_project.id: None, archived.id: None}


async def test_remove_member_who_leads_elsewhere_too_leaves_that_to_them(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    other_workspace: Workspace,
    member: User,
    owner: User,
    member_headers: dict[str, str],
) -> None:
    await MembershipFactory.create_async(session, workspace=other_workspace, user=member)
    elsewhere = await ProjectFactory.create_async(session, workspace=other_workspace, lead=member)
    of_the_owner = await ProjectFactory.create_async(session, workspace=workspace, lead=owner)

    await client.delete(f"/workspaces/{workspace.id}/members/{member.id}", headers=member_headers)

    assert await read_leads(session) == {elsewhere.id: member.id, of_the_owner.id: owner.id}
