"""Reading tasks: GET /workspaces/{id}/tasks and /workspaces/{id}/tasks/{id}."""

from datetime import timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from app.projects.models import Project
from app.sprints.models import Sprint
from app.tasks.models import Task
from tests.factories.tasks import TaskFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import invalid
from tests.integration.tasks.answers import NO_TASK, described


@pytest.fixture
async def tasks(
    session: AsyncSession, project: Project, archived_project: Project, sprint: Sprint, member: User
) -> None:
    """Store tasks that differ in all that a list can be filtered by."""
    session.add_all(
        [
            TaskFactory.build(project=project, sprint=sprint, assignee=member, title="Active A", active=True),
            TaskFactory.build(project=project, sprint=sprint, title="Overdue A", overdue=True),
            TaskFactory.build(project=project, assignee=member, title="Overdue B", overdue=True, active=True),
            TaskFactory.build(project=project, sprint=sprint, assignee=member, title="Done C", completed=True),
            TaskFactory.build(project=archived_project, assignee=member, title="Never due A", due_at=None),
        ]
    )
    await session.commit()


async def test_read_task_of_the_workspace_answers_it(
    client: AsyncClient, task: Task, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{task.id}", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == described(task)


async def test_read_task_completed_by_somebody_who_left_answers_it_with_them(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    stranger: User,
    url: str,
    member_headers: dict[str, str],
) -> None:
    task = await TaskFactory.create_async(session, project=project, assignee=stranger, completed=True)

    response = await client.get(f"{url}/{task.id}", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == described(task)


async def test_read_task_unknown_id_answers_not_found(
    client: AsyncClient, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{UUID(int=1)}", headers=member_headers)

    assert response.status_code == 404
    assert response.json() == NO_TASK


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
async def test_request_task_malformed_id_is_refused(
    client: AsyncClient, url: str, owner_headers: dict[str, str], method: str
) -> None:
    response = await client.request(method, f"{url}/no-id", headers=owner_headers)

    assert response.status_code == 422
    assert response.json()["errors"][0]["location"] == ["path", "task_id"]


async def test_list_tasks_none_answers_nothing(
    client: AsyncClient, other_task: Task, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers)

    assert response.status_code == 200
    assert response.json() == []
    assert response.headers["x-total-count"] == "0"


async def test_list_tasks_without_query_answers_all_oldest_first(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    other_task: Task,
    url: str,
    member_headers: dict[str, str],
) -> None:
    moments = (NOON, NOON - timedelta(days=1), NOON, NOON)
    built = [TaskFactory.build(project=project, created_at=moment) for moment in moments]
    session.add_all(built)
    await session.commit()

    response = await client.get(url, headers=member_headers)

    in_order = sorted(built, key=lambda task: (task.created_at, task.id))
    assert response.status_code == 200
    assert response.json() == [described(task) for task in in_order]
    assert response.headers["x-total-count"] == "4"


async def test_list_tasks_more_than_a_page_answers_twenty(
    client: AsyncClient, session: AsyncSession, project: Project, url: str, member_headers: dict[str, str]
) -> None:
    await TaskFactory.create_batch_async(session, 21, project=project)

    response = await client.get(url, headers=member_headers)

    assert len(response.json()) == 20
    assert response.headers["x-total-count"] == "21"


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param({"status": "todo"}, ["Never due A", "Overdue A"], id="to-do"),
        pytest.param({"status": "active"}, ["Active A", "Overdue B"], id="active"),
        pytest.param({"status": "done"}, ["Done C"], id="done"),
        pytest.param({"overdue": "true"}, ["Overdue A", "Overdue B"], id="overdue"),
        pytest.param({"overdue": "false"}, ["Active A", "Done C", "Never due A"], id="not-overdue"),
        pytest.param({"q": " a"}, ["Active A", "Never due A", "Overdue A"], id="search"),
        pytest.param({"q": "%"}, [], id="search-for-a-wildcard"),
        pytest.param({"status": "active", "overdue": "true"}, ["Overdue B"], id="active-and-overdue"),
        pytest.param({"status": "done", "overdue": "true"}, [], id="done-and-overdue"),
        pytest.param({"status": "todo", "overdue": "false", "q": "NEVER"}, ["Never due A"], id="three-at-once"),
    ],
)
async def test_list_tasks_filtered_answers_those_that_meet_every_filter(
    client: AsyncClient, url: str, member_headers: dict[str, str], query: dict[str, str], titles: list[str]
) -> None:
    response = await client.get(url, headers=member_headers, params=query)

    assert response.status_code == 200
    assert sorted(task["title"] for task in response.json()) == titles
    assert response.headers["x-total-count"] == str(len(titles))


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize(
    ("references", "query", "titles"),
    [
        pytest.param(["project"], {}, ["Active A", "Done C", "Overdue A", "Overdue B"], id="project"),
        pytest.param(["archived_project"], {}, ["Never due A"], id="archived-project"),
        pytest.param(["sprint"], {}, ["Active A", "Done C", "Overdue A"], id="sprint"),
        pytest.param(["member"], {}, ["Active A", "Done C", "Never due A", "Overdue B"], id="assignee"),
        pytest.param(["owner"], {}, [], id="assignee-of-nothing"),
        pytest.param(["project", "sprint", "member"], {}, ["Active A", "Done C"], id="project-sprint-and-assignee"),
        pytest.param(
            ["project", "sprint", "member"], {"status": "active", "overdue": "false", "q": "a"}, ["Active A"], id="all"
        ),
        pytest.param(["other_project"], {}, [], id="project-of-another-tenant"),
    ],
)
async def test_list_tasks_filtered_by_reference_answers_those_that_meet_every_filter(
    request: pytest.FixtureRequest,
    client: AsyncClient,
    project: Project,
    archived_project: Project,
    other_project: Project,
    sprint: Sprint,
    member: User,
    owner: User,
    other_task: Task,
    url: str,
    member_headers: dict[str, str],
    references: list[str],
    query: dict[str, str],
    titles: list[str],
) -> None:
    fields = {
        "project": "project_id",
        "archived_project": "project_id",
        "other_project": "project_id",
        "sprint": "sprint_id",
        "member": "assignee_id",
        "owner": "assignee_id",
    }
    ids = {fields[name]: str(request.getfixturevalue(name).id) for name in references}

    response = await client.get(url, headers=member_headers, params=ids | query)

    assert response.status_code == 200
    assert sorted(task["title"] for task in response.json()) == titles
    assert response.headers["x-total-count"] == str(len(titles))


@pytest.mark.parametrize(
    ("late_by", "overdue"),
    [
        pytest.param(timedelta(microseconds=-1), False, id="due-in-a-moment"),
        pytest.param(timedelta(0), False, id="due-now"),
        pytest.param(timedelta(microseconds=1), True, id="due-a-moment-ago"),
        pytest.param(timedelta(days=365), True, id="due-a-year-ago"),
    ],
)
async def test_list_tasks_due_around_now_are_overdue_from_the_next_moment_on(
    clock: Traveller,
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    url: str,
    member_headers: dict[str, str],
    late_by: timedelta,
    overdue: bool,
) -> None:
    task = await TaskFactory.create_async(session, project=project, due_at=NOON - late_by)

    found = await client.get(url, headers=member_headers, params={"overdue": overdue})
    others = await client.get(url, headers=member_headers, params={"overdue": not overdue})

    assert found.json() == [described(task)]
    assert others.json() == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param("status", "late", "Input should be 'todo', 'active' or 'done'", id="status"),
        pytest.param("overdue", "perhaps", "Input should be a valid boolean, unable to interpret input", id="overdue"),
        pytest.param("q", "x" * 101, "String should have at most 100 characters", id="search-too-long"),
        pytest.param("q", "a\0", r"String should match pattern '^[^\x00]*$'", id="search-with-nul"),
        pytest.param("skip", "-1", "Input should be greater than or equal to 0", id="skip-negative"),
        pytest.param("limit", "0", "Input should be greater than or equal to 1", id="limit-zero"),
    ],
)
async def test_list_tasks_query_out_of_bounds_is_refused(
    client: AsyncClient, url: str, member_headers: dict[str, str], name: str, value: str, message: str
) -> None:
    response = await client.get(url, headers=member_headers, params={name: value})

    assert response.status_code == 422
    assert response.json() == invalid((["query", name], message))


@pytest.mark.parametrize("name", ["project_id", "sprint_id", "assignee_id"])
async def test_list_tasks_malformed_reference_is_refused(
    client: AsyncClient, url: str, member_headers: dict[str, str], name: str
) -> None:
    response = await client.get(url, headers=member_headers, params={name: "no-id"})

    assert response.status_code == 422
    assert [error["location"] for error in response.json()["errors"]] == [["query", name]]


@pytest.mark.parametrize("size", [1, 2, 20])
async def test_list_tasks_any_number_takes_four_statements(
    client: AsyncClient,
    session: AsyncSession,
    project: Project,
    member: User,
    url: str,
    member_headers: dict[str, str],
    statements: list[str],
    size: int,
) -> None:
    await TaskFactory.create_batch_async(session, size, project=project, assignee=member)
    statements.clear()

    response = await client.get(url, headers=member_headers)

    assert len(response.json()) == size
    # The log-in session, the membership, the count, the page.
    assert len(statements) == 4
