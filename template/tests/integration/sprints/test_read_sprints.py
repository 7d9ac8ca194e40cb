"""Reading sprints: GET /workspaces/{id}/sprints and /workspaces/{id}/sprints/{id}."""

from datetime import date
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.sprints.models import Sprint
from app.workspaces.models import Workspace
from tests.factories.sprints import SprintFactory
from tests.integration.accounts.answers import invalid
from tests.integration.sprints.answers import NO_SPRINT, described


@pytest.fixture
async def sprints(session: AsyncSession, workspace: Workspace) -> list[Sprint]:
    """Return two sprints that share one day, and two more that are the same but for their names; earliest first."""
    built = [
        SprintFactory.build(workspace=workspace, name=name, starts_on=date(2026, 3, first), ends_on=date(2026, 3, last))
        for name, first, last in (("First", 2, 13), ("Second", 13, 24), ("Third", 25, 25), ("Third again", 25, 25))
    ]
    session.add_all(reversed(built))
    await session.commit()
    return sorted(built, key=lambda sprint: (sprint.starts_on, sprint.id))


async def test_read_sprint_of_the_workspace_answers_it(
    client: AsyncClient, sprint: Sprint, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{sprint.id}", headers=member_headers)

    assert response.status_code == 200
    assert response.json() == described(sprint)


async def test_read_sprint_unknown_id_answers_not_found(
    client: AsyncClient, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(f"{url}/{UUID(int=1)}", headers=member_headers)

    assert response.status_code == 404
    assert response.json() == NO_SPRINT


async def test_list_sprints_without_query_answers_all_earliest_first(
    client: AsyncClient, sprints: list[Sprint], other_sprint: Sprint, url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers)

    assert response.status_code == 200
    assert response.json() == [described(sprint) for sprint in sprints]
    assert response.headers["x-total-count"] == "4"


async def test_list_sprints_page_answers_that_part_and_the_whole_count(
    client: AsyncClient, sprints: list[Sprint], url: str, member_headers: dict[str, str]
) -> None:
    response = await client.get(url, headers=member_headers, params={"skip": 2, "limit": 1})

    assert response.json() == [described(sprints[2])]
    assert response.headers["x-total-count"] == "4"


@pytest.mark.parametrize(
    ("day", "names"),
    [
        pytest.param("2026-03-01", [], id="day-before-the-first"),
        pytest.param("2026-03-02", ["First"], id="first-day"),
        pytest.param("2026-03-07", ["First"], id="day-inside"),
        pytest.param("2026-03-13", ["First", "Second"], id="last-day-and-first-day"),
        pytest.param("2026-03-14", ["Second"], id="day-after-the-last"),
        pytest.param("2026-03-25", ["Third", "Third again"], id="only-day"),
        pytest.param("2026-03-26", [], id="day-after-all"),
    ],
)
async def test_list_sprints_on_a_day_answers_those_that_it_belongs_to(
    client: AsyncClient, sprints: list[Sprint], url: str, member_headers: dict[str, str], day: str, names: list[str]
) -> None:
    response = await client.get(url, headers=member_headers, params={"on": day})

    assert response.status_code == 200
    assert sorted(sprint["name"] for sprint in response.json()) == names
    assert response.headers["x-total-count"] == str(len(names))


async def test_list_sprints_on_no_day_is_refused(client: AsyncClient, url: str, member_headers: dict[str, str]) -> None:
    response = await client.get(url, headers=member_headers, params={"on": "2026-02-29"})

    assert response.status_code == 422
    assert response.json() == invalid(
        (["query", "on"], "Input should be a valid date or datetime, day value is outside expected range")
    )


@pytest.mark.parametrize("size", [1, 2, 20])
async def test_list_sprints_any_number_takes_four_statements(
    client: AsyncClient,
    session: AsyncSession,
    workspace: Workspace,
    url: str,
    member_headers: dict[str, str],
    statements: list[str],
    size: int,
) -> None:
    await SprintFactory.create_batch_async(session, size, workspace=workspace)
    statements.clear()

    response = await client.get(url, headers=member_headers)

    assert len(response.json()) == size
    # The log-in session, the membership, the count, the page.
    assert len(statements) == 4
