"""What the database itself refuses, whoever writes to it."""

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.workspaces.models import Invitation, Membership, Workspace
from tests.factories.workspaces import InvitationFactory, MembershipFactory


async def test_store_two_memberships_of_one_user_in_one_workspace_is_refused(
    session: AsyncSession, workspace: Workspace, member: User
) -> None:
    with pytest.raises(IntegrityError):
        await session.execute(insert(Membership).values(workspace_id=workspace.id, user_id=member.id, role="admin"))


async def test_store_two_invitations_of_one_address_into_one_workspace_is_refused(
    session: AsyncSession, workspace: Workspace
) -> None:
    with pytest.raises(IntegrityError):
        await InvitationFactory.create_batch_async(session, 2, workspace=workspace, email="ada@example.com")


async def test_store_two_invitations_with_one_digest_is_refused(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await InvitationFactory.create_batch_async(session, 2, token="same")


@pytest.mark.parametrize("table", ["memberships", "invitations"])
async def test_store_role_that_does_not_exist_is_refused(session: AsyncSession, table: str) -> None:
    await MembershipFactory.create_async(session)
    await InvitationFactory.create_async(session)

    with pytest.raises(IntegrityError, match=f"ck_{table}_role"):
        await session.execute(text(f"UPDATE {table} SET role = 'god'"))  # noqa: S608 - one of the two above


async def test_delete_workspace_takes_members_and_invitations_along(session: AsyncSession) -> None:
    stays = await MembershipFactory.create_async(session)
    gone = await MembershipFactory.create_async(session)
    await InvitationFactory.create_async(session, workspace=gone.workspace)

    await session.execute(delete(Workspace).where(Workspace.id == gone.workspace_id))

    session.expunge_all()
    assert (await session.scalars(select(Membership.user_id))).all() == [stays.user_id]
    assert (await session.scalars(select(Invitation.id))).all() == []


async def test_delete_user_takes_memberships_along(session: AsyncSession, workspace: Workspace, member: User) -> None:
    await session.execute(delete(User).where(User.id == member.id))

    session.expunge_all()
    assert (await session.scalars(select(Membership))).all() == []
    assert await session.get(Workspace, workspace.id) is not None
