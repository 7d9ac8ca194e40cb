"""A session of the service sees one workspace, whatever its statements forget to say."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.accounts.models import User
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Task
from app.workspaces.isolation import enter_workspace, see_memberships_of
from app.workspaces.models import Invitation, Membership, Role, Workspace
from tests.factories.tasks import TaskFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from tests.fixtures.clock import NOON
from tests.integration.workspaces.isolation.tenants import (
    MODELS,
    TENANT_TABLES,
    delete_everything,
    rows_of,
    see,
    workspace_column,
)

pytestmark = pytest.mark.usefixtures("tenants")

# In the words of a database with policies, and in those of a query layer.
REFUSED = r"row-level security policy|does not belong to the workspace|within a workspace"


def invitation_into(workspace_id: UUID) -> Invitation:
    """Return an invitation that no session knows yet."""
    return Invitation(
        workspace_id=workspace_id, email="ada@example.com", role=Role.MEMBER, token_hash="unknown", expires_at=NOON
    )


async def test_select_session_of_the_test_sees_every_tenant(
    session: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    assert await see(session) == rows_of(workspace.id, other_workspace.id)


async def test_select_outside_of_every_workspace_sees_nothing(db: AsyncSession) -> None:
    assert await see(db) == rows_of()


async def test_select_inside_a_workspace_sees_its_rows_only(db: AsyncSession, workspace: Workspace) -> None:
    await enter_workspace(db, workspace.id)

    assert await see(db) == rows_of(workspace.id)


async def test_select_after_entering_another_workspace_sees_its_rows_only(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)
    await enter_workspace(db, other_workspace.id)

    assert await see(db) == rows_of(other_workspace.id)


async def test_select_after_commit_sees_nothing(db: AsyncSession, workspace: Workspace) -> None:
    await enter_workspace(db, workspace.id)
    await db.commit()

    assert await see(db) == rows_of()


async def test_select_after_rollback_sees_nothing(db: AsyncSession, workspace: Workspace) -> None:
    await enter_workspace(db, workspace.id)
    await db.rollback()

    assert await see(db) == rows_of()


async def test_select_inside_a_savepoint_sees_the_same_workspace(db: AsyncSession, workspace: Workspace) -> None:
    await enter_workspace(db, workspace.id)

    async with db.begin_nested():
        inside = await see(db)

    assert inside == rows_of(workspace.id)


async def test_select_after_a_savepoint_that_was_kept_sees_the_same_workspace(
    db: AsyncSession, workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)

    async with db.begin_nested():
        pass

    assert await see(db) == rows_of(workspace.id)


async def test_select_after_a_savepoint_that_was_rolled_back_sees_the_same_workspace(
    db: AsyncSession, workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)

    await (await db.begin_nested()).rollback()

    assert await see(db) == rows_of(workspace.id)


async def test_enter_workspace_inside_a_savepoint_is_refused(db: AsyncSession, workspace: Workspace) -> None:
    async with db.begin_nested():
        with pytest.raises(RuntimeError, match="before the savepoint"):
            await enter_workspace(db, workspace.id)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(select(User.id).join(Membership, Membership.user_id == User.id), id="join"),
        pytest.param(select(User.id).outerjoin(Membership).where(Membership.role == Role.OWNER), id="outer-join"),
        pytest.param(select(User.id).where(User.id.in_(select(Membership.user_id))), id="subquery"),
        pytest.param(
            select(User.id).where(select(Membership).where(Membership.user_id == User.id).exists()), id="exists"
        ),
        pytest.param(select(select(Membership).cte().c.user_id), id="cte"),
        pytest.param(select(aliased(Membership).user_id), id="alias"),
        pytest.param(select(Membership.user_id).union(select(Membership.user_id)), id="union"),
    ],
)
async def test_select_members_in_whatever_form_finds_those_of_the_workspace_only(
    db: AsyncSession, workspace: Workspace, owner: User, statement: Any
) -> None:
    await enter_workspace(db, workspace.id)

    assert (await db.scalars(statement)).all() == [owner.id]


async def test_count_rows_of_a_subquery_counts_those_of_the_workspace_only(
    db: AsyncSession, workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)

    assert await db.scalar(select(func.count()).select_from(select(Task).subquery())) == 1


@pytest.mark.parametrize("load", [joinedload, selectinload])
async def test_load_relationship_inside_a_workspace_finds_its_rows_only(
    db: AsyncSession, workspace: Workspace, load: Any
) -> None:
    await enter_workspace(db, workspace.id)

    loaded = await db.scalars(select(Membership).options(load(Membership.workspace)))

    assert [membership.workspace.id for membership in loaded] == [workspace.id]


@pytest.mark.parametrize("table", [table for table in TENANT_TABLES if table != "memberships"])
async def test_get_row_of_another_workspace_by_its_id_finds_nothing(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace, table: str
) -> None:
    foreign = (await session.scalars(select(MODELS[table]).where(workspace_column(table) == other_workspace.id))).one()
    await enter_workspace(db, workspace.id)

    assert await db.get(MODELS[table], foreign.id) is None


async def test_get_membership_of_another_workspace_finds_nothing(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, other_owner: User
) -> None:
    await enter_workspace(db, workspace.id)

    assert await db.get(Membership, (other_workspace.id, other_owner.id)) is None


async def test_get_row_that_was_seen_in_another_workspace_finds_nothing(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, task: Task
) -> None:
    await enter_workspace(db, workspace.id)
    seen = await db.get_one(Task, task.id)

    await enter_workspace(db, other_workspace.id)

    assert await db.get(Task, task.id) is None
    assert seen.title == task.title


async def test_enter_workspace_with_a_row_that_waits_writes_it_first(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)
    waiting = invitation_into(workspace.id)
    db.add(waiting)

    await enter_workspace(db, other_workspace.id)
    await db.commit()

    assert (await session.get_one(Invitation, waiting.id)).workspace_id == workspace.id


async def test_see_memberships_of_a_user_sees_theirs_in_every_workspace_and_no_others(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace, owner: User
) -> None:
    await MembershipFactory.create_async(session, workspace=other_workspace, user=owner)
    await WorkspaceFactory.create_async(session)

    await see_memberships_of(db, owner.id)

    assert await see(db) == rows_of() | {
        "workspaces": {workspace.id, other_workspace.id},
        "memberships": {workspace.id, other_workspace.id},
    }
    assert set(await db.scalars(select(Membership.user_id))) == {owner.id}


async def test_see_memberships_of_a_user_inside_a_workspace_leaves_it(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace, other_owner: User
) -> None:
    await enter_workspace(db, workspace.id)

    await see_memberships_of(db, other_owner.id)

    assert await see(db) == rows_of() | {"workspaces": {other_workspace.id}, "memberships": {other_workspace.id}}


async def test_enter_workspace_after_seeing_memberships_sees_that_workspace_only(
    db: AsyncSession, workspace: Workspace, other_owner: User
) -> None:
    await see_memberships_of(db, other_owner.id)

    await enter_workspace(db, workspace.id)

    assert await see(db) == rows_of(workspace.id)


async def test_see_memberships_after_commit_sees_nothing(db: AsyncSession, owner: User) -> None:
    await see_memberships_of(db, owner.id)
    await db.commit()

    assert await see(db) == rows_of()


async def test_see_memberships_inside_a_savepoint_is_refused(db: AsyncSession, owner: User) -> None:
    async with db.begin_nested():
        with pytest.raises(RuntimeError, match="before the savepoint"):
            await see_memberships_of(db, owner.id)


async def test_delete_without_where_inside_a_workspace_leaves_the_others(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)

    await delete_everything(db)
    await db.commit()

    assert await see(session) == rows_of(other_workspace.id)


async def test_delete_without_where_outside_deletes_nothing(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await delete_everything(db)
    await db.commit()

    assert await see(session) == rows_of(workspace.id, other_workspace.id)


async def test_delete_without_where_while_seeing_memberships_deletes_nothing(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_workspace: Workspace, owner: User
) -> None:
    await see_memberships_of(db, owner.id)

    await delete_everything(db)
    await db.commit()

    assert await see(session) == rows_of(workspace.id, other_workspace.id)


async def test_update_without_where_inside_a_workspace_leaves_the_others(
    db: AsyncSession, session: AsyncSession, workspace: Workspace, other_task: Task
) -> None:
    await enter_workspace(db, workspace.id)

    await db.execute(update(Task).values(title="taken over"))
    await db.commit()

    assert set(await session.scalars(select(Task.title))) == {"taken over", other_task.title}


async def test_update_without_where_while_seeing_memberships_changes_nothing(
    db: AsyncSession, session: AsyncSession, member: User
) -> None:
    await see_memberships_of(db, member.id)

    await db.execute(update(Membership).values(role=Role.OWNER))
    await db.commit()

    membership = await session.scalar(select(Membership).where(Membership.user_id == member.id))
    assert membership is not None
    assert membership.role is Role.MEMBER


async def test_update_rows_to_another_workspace_is_refused(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)

    with pytest.raises(SQLAlchemyError, match=REFUSED):
        await db.execute(update(Invitation).values(workspace_id=other_workspace.id))


async def test_flush_row_that_moves_to_another_workspace_is_refused(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)
    invitation = (await db.scalars(select(Invitation))).one()
    invitation.workspace_id = other_workspace.id

    with pytest.raises(SQLAlchemyError, match=REFUSED):
        await db.flush()


async def test_flush_new_row_of_another_workspace_is_refused(
    db: AsyncSession, workspace: Workspace, other_workspace: Workspace
) -> None:
    await enter_workspace(db, workspace.id)
    db.add(invitation_into(other_workspace.id))

    with pytest.raises(SQLAlchemyError, match=REFUSED):
        await db.flush()


async def test_flush_new_row_outside_of_every_workspace_is_refused(db: AsyncSession, workspace: Workspace) -> None:
    db.add(invitation_into(workspace.id))

    with pytest.raises(SQLAlchemyError, match=REFUSED):
        await db.flush()


async def test_flush_new_row_while_seeing_memberships_is_refused(
    db: AsyncSession, workspace: Workspace, owner: User
) -> None:
    await see_memberships_of(db, owner.id)
    db.add(invitation_into(workspace.id))

    with pytest.raises(SQLAlchemyError, match=REFUSED):
        await db.flush()


async def test_flush_new_workspace_outside_of_it_is_refused(db: AsyncSession) -> None:
    db.add(WorkspaceFactory.build())

    with pytest.raises(SQLAlchemyError, match=REFUSED):
        await db.flush()


async def test_flush_row_kept_from_before_the_commit_is_refused(db: AsyncSession, workspace: Workspace) -> None:
    await enter_workspace(db, workspace.id)
    kept = (await db.scalars(select(Task))).one()
    await db.commit()
    kept.title = "too late"

    with pytest.raises(SQLAlchemyError, match=rf"{REFUSED}|expected to update 1 row\(s\); 0 were matched"):
        await db.flush()


async def test_store_task_of_another_workspaces_project_is_refused(
    session: AsyncSession, workspace: Workspace, other_project: Project
) -> None:
    with pytest.raises(IntegrityError):
        await TaskFactory.create_async(session, project=other_project, workspace_id=workspace.id)


async def test_store_task_in_another_workspaces_sprint_is_refused(
    session: AsyncSession, project: Project, other_sprint: Sprint
) -> None:
    with pytest.raises(IntegrityError):
        await TaskFactory.create_async(session, project=project, sprint=other_sprint)


async def test_answer_readiness_without_a_workspace_is_ready(client: AsyncClient) -> None:
    response = await client.get("/health/ready")

    assert response.status_code == 200
