"""Two clients at once, on connections of their own and with commits that are final."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import Executable, delete, select, update

from app.accounts.models import User
from app.accounts.settings import AccountsSettings
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Status, Task
from app.workspaces.models import Membership
from tests.factories.accounts import LoginSessionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.sprints import SprintFactory
from tests.factories.tasks import TaskFactory
from tests.factories.workspaces import MembershipFactory
from tests.fixtures.accounts import headers_for
from tests.fixtures.clock import NOON
from tests.fixtures.commits import Sessions, send_before_commit, send_together
from tests.integration.accounts.answers import invalid
from tests.integration.tasks.answers import (
    ANOTHER_IS_ACTIVE,
    ARCHIVED,
    CHANGED_MEANWHILE,
    NO_MEMBER,
    NO_PROJECT,
    NO_SPRINT,
    NO_TASK,
)

WORKSPACE, PROJECT, NEXT_PROJECT, SPRINT, MEMBER, FIRST, SECOND, THIRD, FOURTH = (UUID(int=n) for n in range(1, 10))
TASKS = f"/workspaces/{WORKSPACE}/tasks"
REMOVAL = delete(Membership).where(Membership.user_id == MEMBER)
DEACTIVATION = update(User).where(User.id == MEMBER).values(is_active=False)


@dataclass(frozen=True)
class Scene:
    """A workspace with an admin, a member, two projects and a sprint, stored for good."""

    sessions: Sessions
    projects: Mapping[UUID, Project]
    sprint: Sprint
    member: User
    # Of the workspace's admin, and of the whole service's.
    headers: Mapping[str, str]
    service_admin_headers: Mapping[str, str]

    async def store(self, *ids: UUID, project: UUID = PROJECT, **values: Any) -> None:
        """Store tasks."""
        async with self.sessions() as db:
            db.add_all(TaskFactory.build(id=id_, project=self.projects[project], **values) for id_ in ids)
            await db.commit()

    async def read(self, *fields: str) -> list[tuple[Any, ...]]:
        """Return fields of all tasks as they are stored, in the order of their ids."""
        async with self.sessions() as db:
            tasks = await db.scalars(select(Task).order_by(Task.id))
            return [tuple(getattr(task, field) for field in fields) for task in tasks]


@pytest.fixture
async def scene(committed_sessions: Sessions, accounts_settings: AccountsSettings) -> Scene:
    """Store a workspace with an admin, a member, two projects and a sprint."""
    async with committed_sessions() as db:
        admin = await MembershipFactory.create_async(db, admin=True, workspace__id=WORKSPACE)
        workspace = admin.workspace
        member = await MembershipFactory.create_async(db, workspace=workspace, user__id=MEMBER)
        project = await ProjectFactory.create_async(db, id=PROJECT, workspace=workspace)
        next_project = await ProjectFactory.create_async(db, id=NEXT_PROJECT, workspace=workspace)
        sprint = await SprintFactory.create_async(db, id=SPRINT, workspace=workspace)
        login = await LoginSessionFactory.create_async(db, user=admin.user)
        service_login = await LoginSessionFactory.create_async(db, user__admin=True)
    return Scene(
        sessions=committed_sessions,
        projects={PROJECT: project, NEXT_PROJECT: next_project},
        sprint=sprint,
        member=member.user,
        headers=headers_for(login, accounts_settings),
        service_admin_headers=headers_for(service_login, accounts_settings),
    )


def bulk(ids: Iterable[UUID], **changes: str) -> dict[str, Any]:
    """Return the body that changes tasks."""
    return {"task_ids": [str(id_) for id_ in ids], "changes": changes}


async def test_activate_two_tasks_of_project_and_sprint_from_two_clients_lets_one_through(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST, SECOND, sprint=scene.sprint)
    body = {"version": 1, "status": "active"}

    responses = await send_together(
        scene.sessions,
        update(Task).values(title="Locked"),
        [
            committing_client.patch(f"{TASKS}/{FIRST}", headers=scene.headers, json=body),
            committing_client.patch(f"{TASKS}/{SECOND}", headers=scene.headers, json=body),
        ],
    )

    assert sorted(response.status_code for response in responses) == [200, 409]
    assert sorted(await scene.read("status")) == [(Status.ACTIVE,), (Status.TODO,)]


async def test_activate_task_meets_another_activation_waits_and_answers_conflict(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST, SECOND, sprint=scene.sprint)

    waited, response = await send_before_commit(
        scene.sessions,
        update(Task).where(Task.id == SECOND).values(status=Status.ACTIVE, version=2),
        committing_client.patch(f"{TASKS}/{FIRST}", headers=scene.headers, json={"version": 1, "status": "active"}),
    )

    assert waited
    assert (response.status_code, response.json()) == (409, ANOTHER_IS_ACTIVE)
    assert await scene.read("status") == [(Status.TODO,), (Status.ACTIVE,)]


async def test_move_active_task_into_sprint_meets_an_activation_waits_and_answers_conflict(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST, active=True)
    await scene.store(SECOND, sprint=scene.sprint)

    waited, response = await send_before_commit(
        scene.sessions,
        update(Task).where(Task.id == SECOND).values(status=Status.ACTIVE, version=2),
        committing_client.patch(
            f"{TASKS}/{FIRST}", headers=scene.headers, json={"version": 1, "sprint_id": str(SPRINT)}
        ),
    )

    assert waited
    assert (response.status_code, response.json()) == (409, ANOTHER_IS_ACTIVE)
    assert await scene.read("sprint_id") == [(None,), (SPRINT,)]


async def test_edit_one_version_of_a_task_from_two_clients_lets_one_through(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST)

    responses = await send_together(
        scene.sessions,
        update(Task).values(title="Locked"),
        [
            committing_client.patch(f"{TASKS}/{FIRST}", headers=scene.headers, json={"version": 1, "title": title})
            for title in ("One", "Other")
        ],
    )

    answers = {response.status_code: response.json() for response in responses}
    assert sorted(answers) == [200, 409]
    assert answers[409] == CHANGED_MEANWHILE
    assert await scene.read("title", "version") == [(answers[200]["title"], 2)]


async def test_edit_task_meets_a_change_of_many_waits_and_answers_conflict(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST, SECOND, title="Before")

    waited, response = await send_before_commit(
        scene.sessions,
        update(Task).values(sprint_id=SPRINT, version=2),
        committing_client.patch(f"{TASKS}/{FIRST}", headers=scene.headers, json={"version": 1, "title": "After"}),
    )

    assert waited
    assert (response.status_code, response.json()) == (409, CHANGED_MEANWHILE)
    assert await scene.read("title", "sprint_id", "version") == [("Before", SPRINT, 2)] * 2


async def test_bulk_update_meets_an_edit_waits_and_keeps_both(committing_client: AsyncClient, scene: Scene) -> None:
    await scene.store(FIRST, SECOND, title="Before")

    waited, response = await send_before_commit(
        scene.sessions,
        update(Task).where(Task.id == SECOND).values(title="Edited", version=2),
        committing_client.post(f"{TASKS}/bulk", headers=scene.headers, json=bulk([FIRST, SECOND], status="done")),
    )

    assert waited
    assert (response.status_code, response.json()) == (200, {"updated": 2})
    assert await scene.read("title", "status", "version") == [("Before", Status.DONE, 2), ("Edited", Status.DONE, 3)]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("PATCH", f"/{FIRST}", {"version": 1, "title": "After"}, id="edit"),
        pytest.param("POST", "/bulk", bulk([FIRST, SECOND], status="done"), id="change-of-many"),
        pytest.param("DELETE", f"/{FIRST}", None, id="deletion"),
    ],
)
async def test_change_task_meets_its_deletion_waits_and_answers_not_found(
    committing_client: AsyncClient, scene: Scene, method: str, path: str, body: dict[str, Any] | None
) -> None:
    await scene.store(FIRST, SECOND)

    waited, response = await send_before_commit(
        scene.sessions,
        delete(Task).where(Task.id == FIRST),
        committing_client.request(method, f"{TASKS}{path}", headers=scene.headers, json=body),
    )

    assert waited
    assert (response.status_code, response.json()) == (404, NO_TASK)
    assert await scene.read("id", "version") == [(SECOND, 1)]


async def test_delete_task_meets_an_edit_waits_and_deletes_it(committing_client: AsyncClient, scene: Scene) -> None:
    await scene.store(FIRST)

    waited, response = await send_before_commit(
        scene.sessions,
        update(Task).values(title="Edited", version=2),
        committing_client.delete(f"{TASKS}/{FIRST}", headers=scene.headers),
    )

    assert waited
    assert response.status_code == 204
    assert await scene.read("id") == []


async def test_bulk_update_same_tasks_from_two_clients_in_two_orders_lets_both_through(
    committing_client: AsyncClient, scene: Scene
) -> None:
    ids = [FIRST, SECOND, THIRD, FOURTH]
    await scene.store(*ids)

    responses = await send_together(
        scene.sessions,
        update(Task).values(title="Locked"),
        [
            committing_client.post(f"{TASKS}/bulk", headers=scene.headers, json=body)
            for body in (bulk(ids, status="active"), bulk(reversed(ids), assignee_id=str(MEMBER)))
        ],
    )

    assert [response.json() for response in responses] == [{"updated": 4}, {"updated": 4}]
    assert await scene.read("status", "assignee_id", "version") == [(Status.ACTIVE, MEMBER, 3)] * 4


async def test_bulk_activate_in_two_projects_from_two_clients_in_two_orders_lets_one_through(
    committing_client: AsyncClient, scene: Scene
) -> None:
    # Tasks are written in the order of their ids: one client begins with one project, one with the other.
    await scene.store(FIRST, FOURTH, project=PROJECT, sprint=scene.sprint)
    await scene.store(SECOND, THIRD, project=NEXT_PROJECT, sprint=scene.sprint)

    responses = await send_together(
        scene.sessions,
        update(Task).values(title="Locked"),
        [
            committing_client.post(f"{TASKS}/bulk", headers=scene.headers, json=bulk(ids, status="active"))
            for ids in ([FIRST, SECOND], [THIRD, FOURTH])
        ],
    )

    assert sorted(response.status_code for response in responses) == [200, 409]
    assert sorted(await scene.read("status")) == [(Status.ACTIVE,)] * 2 + [(Status.TODO,)] * 2


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("POST", "", {"project_id": str(PROJECT), "title": "New"}, id="new-task"),
        pytest.param("PATCH", f"/{FIRST}", {"version": 1, "title": "After"}, id="edit"),
        pytest.param("POST", "/bulk", bulk([FIRST, SECOND], status="done"), id="change-of-many"),
        pytest.param("DELETE", f"/{FIRST}", None, id="deletion"),
    ],
)
async def test_change_task_meets_the_archiving_of_its_project_waits_and_answers_conflict(
    committing_client: AsyncClient, scene: Scene, method: str, path: str, body: dict[str, Any] | None
) -> None:
    await scene.store(FIRST)
    await scene.store(SECOND, project=NEXT_PROJECT)

    waited, response = await send_before_commit(
        scene.sessions,
        update(Project).where(Project.id == PROJECT).values(archived_at=NOON),
        committing_client.request(method, f"{TASKS}{path}", headers=scene.headers, json=body),
    )

    assert waited
    assert (response.status_code, response.json()) == (409, ARCHIVED)
    assert await scene.read("id", "version") == [(FIRST, 1), (SECOND, 1)]


@pytest.mark.parametrize(
    ("field", "value", "end", "message"),
    [
        pytest.param("project_id", PROJECT, delete(Project), NO_PROJECT, id="project"),
        pytest.param("sprint_id", SPRINT, delete(Sprint), NO_SPRINT, id="sprint"),
        pytest.param("assignee_id", MEMBER, REMOVAL, NO_MEMBER, id="membership"),
        pytest.param("assignee_id", MEMBER, DEACTIVATION, NO_MEMBER, id="account"),
    ],
)
async def test_create_task_meets_the_end_of_what_it_refers_to_waits_and_is_refused(
    committing_client: AsyncClient, scene: Scene, field: str, value: UUID, end: Executable, message: str
) -> None:
    body = {"project_id": str(PROJECT), "title": "New"} | {field: str(value)}

    waited, response = await send_before_commit(
        scene.sessions, end, committing_client.post(TASKS, headers=scene.headers, json=body)
    )

    assert waited
    assert (response.status_code, response.json()) == (422, invalid((["body", field], message)))
    assert await scene.read("id") == []


@pytest.mark.parametrize(
    ("field", "value", "end", "message"),
    [
        pytest.param("sprint_id", SPRINT, delete(Sprint), NO_SPRINT, id="sprint"),
        pytest.param("assignee_id", MEMBER, REMOVAL, NO_MEMBER, id="membership"),
        pytest.param("assignee_id", MEMBER, DEACTIVATION, NO_MEMBER, id="account"),
    ],
)
async def test_bulk_update_meets_the_end_of_what_tasks_will_refer_to_waits_and_is_refused(
    committing_client: AsyncClient, scene: Scene, field: str, value: UUID, end: Executable, message: str
) -> None:
    await scene.store(FIRST, SECOND)
    body = bulk([FIRST, SECOND], **{field: str(value)})

    waited, response = await send_before_commit(
        scene.sessions, end, committing_client.post(f"{TASKS}/bulk", headers=scene.headers, json=body)
    )

    assert waited
    assert (response.status_code, response.json()) == (422, invalid((["body", "changes", field], message)))
    assert await scene.read("version") == [(1,), (1,)]


@pytest.mark.parametrize("end", [pytest.param(REMOVAL, id="membership"), pytest.param(DEACTIVATION, id="account")])
async def test_reopen_task_meets_the_leaving_of_its_assignee_waits_and_takes_it_from_them(
    committing_client: AsyncClient, scene: Scene, end: Executable
) -> None:
    await scene.store(FIRST, assignee=scene.member, completed=True)

    waited, response = await send_before_commit(
        scene.sessions,
        end,
        committing_client.patch(f"{TASKS}/{FIRST}", headers=scene.headers, json={"version": 1, "status": "todo"}),
    )

    assert waited
    assert response.status_code == 200
    assert await scene.read("status", "assignee_id") == [(Status.TODO, None)]


async def test_deactivate_user_meets_an_assignment_leaves_them_without_open_tasks(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST)

    _, deactivation = await send_together(
        scene.sessions,
        update(Project).values(description="Locked"),
        [
            committing_client.patch(
                f"{TASKS}/{FIRST}", headers=scene.headers, json={"version": 1, "assignee_id": str(MEMBER)}
            ),
            committing_client.post(f"/users/{MEMBER}/deactivate", headers=scene.service_admin_headers),
        ],
    )

    assert deactivation.status_code == 200
    assert await scene.read("assignee_id") == [(None,)]


async def test_deactivate_user_meets_a_change_of_their_tasks_keeps_both(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST, SECOND, assignee=scene.member)

    responses = await send_together(
        scene.sessions,
        update(Task).values(title="Locked"),
        [
            committing_client.post(f"{TASKS}/bulk", headers=scene.headers, json=bulk([SECOND, FIRST], status="active")),
            committing_client.post(f"/users/{MEMBER}/deactivate", headers=scene.service_admin_headers),
        ],
    )

    assert [response.status_code for response in responses] == [200, 200]
    assert await scene.read("status", "assignee_id", "version") == [(Status.ACTIVE, None, 3)] * 2


async def test_remove_member_meets_an_edit_of_their_task_waits_and_keeps_the_edit(
    committing_client: AsyncClient, scene: Scene
) -> None:
    await scene.store(FIRST, assignee=scene.member)

    waited, response = await send_before_commit(
        scene.sessions,
        update(Task).values(title="Edited", version=2),
        committing_client.delete(f"/workspaces/{WORKSPACE}/members/{MEMBER}", headers=scene.headers),
    )

    assert waited
    assert response.status_code == 204
    assert await scene.read("title", "assignee_id", "version") == [("Edited", None, 3)]
