"""Reading projects: GET /workspaces/{id}/projects and /workspaces/{id}/projects/{id}."""

from datetime import timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from app.projects.models import Project
from app.workspaces.models import Workspace
from tests.factories.projects import ProjectFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import invalid
from tests.integration.projects.answers import NO_PROJECT, described

NO_BOOLEAN = "Input should be a valid boolean, unable to interpret input"


@pytest.fixture
async def projects(session: AsyncSession, workspace: Workspace, member: User, owner: User) -> list[Project]:
    """Return a project of each kind, oldest first; the last three came in the same moment."""
    built = [
        ProjectFactory.build(workspace=workspace, name=name, lead=lead, archived_at=archived_at, created_at=created_at)
        for name, lead, archived_at, created_at in (
            ("Mine", member, None, NOON - timedelta(days=2)),
            ("Mine, archived", member, NOON, NOON - timedelta(days=1)),
            ("Of the owner", owner, None, NOON),
            ("Of the owner, archived", owner, NOON, NOON),
            ("Of nobody", None, None, NOON),
        )
    ]
    session.add_all(reversed(built))
    await session.commit()
    return sorted(built, key=lambda project: (project.created_at, project.id))


async def test_read_project_open_answers_it(
    client: AsyncClient, project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{project.id}", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == described(project)


async def test_read_project_archived_answers_it(
    client: AsyncClient, archived_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{archived_project.id}", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == described(archived_project)


async def test_read_project_unknown_id_answers_not_found(
    client: AsyncClient, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{UUID(int=1)}", headers=member_headers)

    assert response.status_code == 404
    assert response.json() == NO_PROJECT


async def test_list_projects_none_answers_nothing(
    client: AsyncClient, other_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers)

    assert response.status_code == 200
    assert response.json() == []
    assert response.headers["x-total-count"] == "0"


async def test_list_projects_without_query_answers_all_oldest_first(
    client: AsyncClient, projects: list[Project], other_project: Project, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers)

    assert response.status_code == 200
    assert response.json() == [described(project) for project in projects]
    assert response.headers["x-total-count"] == "5"


async def test_list_projects_page_answers_that_part_and_the_whole_count(
    client: AsyncClient, projects: list[Project], url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers, params={"skip": 1, "limit": 3})

    assert response.json() == [described(project) for project in projects[1:4]]
    assert response.headers["x-total-count"] == "5"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"mine": "true"}, {"Mine", "Mine, archived"}, id="mine"),
        pytest.param(
            {"mine": "false"},
            {"Mine", "Mine, archived", "Of the owner", "Of the owner, archived", "Of nobody"},
            id="not-only-mine",
        ),
        pytest.param({"archived": "true"}, {"Mine, archived", "Of the owner, archived"}, id="archived"),
        pytest.param({"archived": "false"}, {"Mine", "Of the owner", "Of nobody"}, id="open"),
        pytest.param({"q": "OWNER"}, {"Of the owner", "Of the owner, archived"}, id="search"),
        pytest.param({"mine": "true", "archived": "false"}, {"Mine"}, id="mine-and-open"),
        pytest.param({"q": "of", "archived": "false"}, {"Of the owner", "Of nobody"}, id="search-and-open"),
        pytest.param({"mine": "true", "archived": "true", "q": "arch"}, {"Mine, archived"}, id="all-three"),
        pytest.param({"mine": "true", "q": "owner"}, set(), id="nothing-is-both"),
    ],
)
async def test_list_projects_filtered_answers_those_that_meet_every_filter(
    client: AsyncClient,
    projects: list[Project],
    url: str,
    member_headers: dict[str, str],
    query: dict[str, str],
    found: set[str],
) -> None:
    response = await client.get(url, headers=member_headers, params=query)

    assert response.status_code == 200
    assert {project["name"] for project in response.json()} == found
    assert response.headers["x-total-count"] == str(len(found))


@pytest.mark.parametrize(
    ("q", "found"),
    [
        pytest.param("%", ["100% Moon_Shot"], id="per-cent-sign"),
        pytest.param("_", ["100% Moon_Shot"], id="underscore"),
        pytest.param("/", ["A/B \\ C"], id="slash"),
        pytest.param("\\", ["A/B \\ C"], id="backslash"),
        pytest.param("ZOË", ["Zoë"], id="beyond-ascii-in-capitals"),
        pytest.param("moon_SHOT", ["100% Moon_Shot"], id="other-case"),
        pytest.param("' OR 1=1 --", [], id="sql"),
    ],
)
async def test_search_projects_any_piece_finds_exactly_those_that_hold_it(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    url: str,
    member_headers: dict[str, str],
    q: str,
    found: list[str],
) -> None:
    session.add_all(
        ProjectFactory.build(workspace=workspace, name=name) for name in ("100% Moon_Shot", "A/B \\ C", "Zoë")
    )
    await session.commit()

    response = await client.get(url, headers=member_headers, params={"q": q})

    assert [project["name"] for project in response.json()] == found
    assert response.headers["x-total-count"] == str(len(found))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param("mine", "perhaps", NO_BOOLEAN, id="mine"),
        pytest.param("archived", "", NO_BOOLEAN, id="archived"),
        pytest.param("q", "x" * 101, "String should have at most 100 characters", id="search-too-long"),
        pytest.param("q", "a\0", r"String should match pattern '^[^\x00]*$'", id="search-with-nul"),
        pytest.param("limit", "101", "Input should be less than or equal to 100", id="limit-too-large"),
    ],
)
async def test_list_projects_query_out_of_bounds_is_refused(
    client: AsyncClient, url: str, member_headers: dict[str, str], name: str, value: str, message: str
) -> None:
    response = await client.get(url, headers=member_headers, params={name: value})

    assert response.status_code == 422
    assert response.json() == invalid((["query", name], message))


@pytest.mark.parametrize("size", [1, 2, 20])
async def test_list_projects_any_number_takes_four_statements(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    url: str,
    member_headers: dict[str, str],
    statements: list[str],
    size: int,
) -> None:
    await ProjectFactory.create_batch_async(session, size, workspace=workspace)
    statements.clear()

    response = await client.get(url, headers=member_headers)

    assert len(response.json()) == size
    # The log-in session, the membership, the count, the page.
    assert len(statements) == 4
