"""Reading users: GET /users, GET /users/me and GET /users/{id}."""

from datetime import timedelta
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.fixtures.clock import NOON
from tests.integration.accounts.answers import NO_USER, described, invalid


async def list_names(client: AsyncClient, headers: dict[str, str], **query: str | int) -> list[str]:
    """List users, and return their names."""
    response = await client.get("/users", headers=headers, params=query)
    return [user["full_name"] for user in response.json()]


@pytest.fixture
async def colleagues(session: AsyncSession, user: User) -> list[User]:
    """Return the user and four more, oldest first; the last three came in the same moment."""
    user.created_at = NOON - timedelta(days=2)
    second = UserFactory.build(created_at=NOON - timedelta(days=1))
    same_moment = UserFactory.build_batch(3, created_at=NOON)
    session.add_all([*reversed(same_moment), second])
    await session.commit()
    return [user, second, *sorted(same_moment, key=lambda member: member.id)]


async def test_read_oneself_logged_in_answers_oneself(
    client: AsyncClient, user: User, user_headers: dict[str, str]
) -> None:
    response = await client.get("/users/me", headers=user_headers)

    assert response.status_code == 200
    assert response.json() == described(user)


async def test_read_user_somebody_else_answers_them(
    client: AsyncClient, user_headers: dict[str, str], admin: User
) -> None:
    response = await client.get(f"/users/{admin.id}", headers=user_headers)

    assert response.status_code == 200
    assert response.json() == described(admin)


async def test_read_user_inactive_answers_them(
    client: AsyncClient, session: AsyncSession, user_headers: dict[str, str]
) -> None:
    gone = await UserFactory.create_async(session, inactive=True)

    response = await client.get(f"/users/{gone.id}", headers=user_headers)

    assert response.status_code == 200
    assert response.json() == described(gone)


async def test_read_user_unknown_id_answers_not_found(client: AsyncClient, user_headers: dict[str, str]) -> None:
    response = await client.get(f"/users/{UUID(int=1)}", headers=user_headers)

    assert response.status_code == 404
    assert response.json() == NO_USER


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users/no-id"),
        ("PATCH", "/users/no-id"),
        ("POST", "/users/no-id/deactivate"),
        ("POST", "/users/no-id/reactivate"),
    ],
)
async def test_request_malformed_id_anywhere_is_refused(
    client: AsyncClient, admin_headers: dict[str, str], method: str, path: str
) -> None:
    response = await client.request(method, path, headers=admin_headers, json={})

    assert response.status_code == 422
    assert [error["location"] for error in response.json()["errors"]] == [["path", "user_id"]]


async def test_list_users_without_query_answers_all_oldest_first(
    client: AsyncClient, colleagues: list[User], user_headers: dict[str, str]
) -> None:
    response = await client.get("/users", headers=user_headers)

    assert response.status_code == 200
    assert response.json() == [described(colleague) for colleague in colleagues]
    assert response.headers["x-total-count"] == "5"


@pytest.mark.parametrize(
    ("skip", "limit", "first", "last"),
    [
        pytest.param(0, 2, 0, 2, id="first-page"),
        pytest.param(2, 2, 2, 4, id="between-two-of-the-same-moment"),
        pytest.param(4, 2, 4, 5, id="last-page-not-full"),
        pytest.param(4, 1, 4, 5, id="last-one"),
        pytest.param(5, 2, 5, 5, id="just-beyond-the-end"),
        pytest.param(2**31 - 1, 100, 5, 5, id="far-beyond-the-end"),
    ],
)
async def test_list_users_page_answers_that_part_and_the_whole_count(
    client: AsyncClient,
    colleagues: list[User],
    user_headers: dict[str, str],
    skip: int,
    limit: int,
    first: int,
    last: int,
) -> None:
    response = await client.get("/users", headers=user_headers, params={"skip": skip, "limit": limit})

    assert response.status_code == 200
    assert response.json() == [described(colleague) for colleague in colleagues[first:last]]
    assert response.headers["x-total-count"] == "5"


async def test_list_users_more_than_a_page_answers_twenty(
    client: AsyncClient, session: AsyncSession, user_headers: dict[str, str]
) -> None:
    await UserFactory.create_batch_async(session, 20)

    response = await client.get("/users", headers=user_headers)

    assert len(response.json()) == 20
    assert response.headers["x-total-count"] == "21"


async def test_list_users_largest_page_answers_a_hundred(
    client: AsyncClient, session: AsyncSession, user_headers: dict[str, str]
) -> None:
    await UserFactory.create_batch_async(session, 100)

    response = await client.get("/users", headers=user_headers, params={"limit": 100})

    assert len(response.json()) == 100
    assert response.headers["x-total-count"] == "101"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param("skip", "-1", "Input should be greater than or equal to 0", id="skip-negative"),
        pytest.param("skip", str(2**31), "Input should be less than or equal to 2147483647", id="skip-too-large"),
        pytest.param("skip", str(2**64), "Input should be less than or equal to 2147483647", id="skip-far-too-large"),
        pytest.param(
            "skip", "x", "Input should be a valid integer, unable to parse string as an integer", id="skip-no-number"
        ),
        pytest.param("limit", "0", "Input should be greater than or equal to 1", id="limit-zero"),
        pytest.param("limit", "101", "Input should be less than or equal to 100", id="limit-too-large"),
        pytest.param("q", "x" * 101, "String should have at most 100 characters", id="search-too-long"),
        pytest.param("q", "a\0", r"String should match pattern '^[^\x00]*$'", id="search-with-nul"),
    ],
)
async def test_list_users_query_out_of_bounds_is_refused(
    client: AsyncClient, user_headers: dict[str, str], name: str, value: str, message: str
) -> None:
    response = await client.get("/users", headers=user_headers, params={name: value})

    assert response.status_code == 422
    assert response.json() == invalid((["query", name], message))


@pytest.mark.parametrize(
    ("q", "names"),
    [
        pytest.param("Lovelace", ["Ada Lovelace"], id="name"),
        pytest.param("LOVE", ["Ada Lovelace"], id="name-in-capitals"),
        pytest.param("a l", ["Ada Lovelace"], id="across-words"),
        pytest.param("grace@", ["Grace Hopper"], id="address"),
        pytest.param("GRACE@NAVY", ["Grace Hopper"], id="address-in-capitals"),
        pytest.param("navy", ["Grace Hopper", "100% Navy_Blue"], id="name-or-address"),
        pytest.param("%", ["100% Navy_Blue"], id="per-cent-sign"),
        pytest.param("_", ["100% Navy_Blue"], id="underscore"),
        pytest.param("0% N", ["100% Navy_Blue"], id="per-cent-sign-inside"),
        pytest.param("/", ["A/B \\ C"], id="slash"),
        pytest.param("\\", ["A/B \\ C"], id="backslash"),
        pytest.param("nobody", [], id="nobody"),
        pytest.param("' OR 1=1 --", [], id="sql"),
        pytest.param("", ["Ada Lovelace", "Grace Hopper", "100% Navy_Blue", "A/B \\ C"], id="empty"),
    ],
)
async def test_search_users_any_piece_finds_exactly_those_that_hold_it(
    client: AsyncClient, session: AsyncSession, user: User, user_headers: dict[str, str], q: str, names: list[str]
) -> None:
    user.full_name, user.email, user.created_at = "Ada Lovelace", "ada@example.com", NOON
    session.add_all(
        [
            UserFactory.build(full_name="Grace Hopper", email="grace@navy.example", created_at=NOON + timedelta(1)),
            UserFactory.build(full_name="100% Navy_Blue", email="blue@example.com", created_at=NOON + timedelta(2)),
            UserFactory.build(full_name="A/B \\ C", email="abc@example.com", created_at=NOON + timedelta(3)),
        ]
    )
    await session.commit()

    response = await client.get("/users", headers=user_headers, params={"q": q})

    assert [found["full_name"] for found in response.json()] == names
    assert response.headers["x-total-count"] == str(len(names))


async def test_search_users_letter_beyond_ascii_in_capitals_is_found(
    client: AsyncClient, session: AsyncSession, user_headers: dict[str, str]
) -> None:
    await UserFactory.create_async(session, full_name="Zoë Ümlaut")

    assert await list_names(client, user_headers, q="ZOË ÜM") == ["Zoë Ümlaut"]


async def test_search_users_page_counts_what_was_found_only(
    client: AsyncClient, session: AsyncSession, user_headers: dict[str, str]
) -> None:
    await UserFactory.create_batch_async(session, 3, full_name="Needle")
    await UserFactory.create_batch_async(session, 3, full_name="Straw")

    response = await client.get("/users", headers=user_headers, params={"q": "needle", "skip": 1, "limit": 1})

    assert [found["full_name"] for found in response.json()] == ["Needle"]
    assert response.headers["x-total-count"] == "3"


@pytest.mark.parametrize("size", [1, 20])
async def test_list_users_any_number_takes_three_statements(
    client: AsyncClient, session: AsyncSession, user_headers: dict[str, str], statements: list[str], size: int
) -> None:
    await UserFactory.create_batch_async(session, size)
    statements.clear()

    response = await client.get("/users", headers=user_headers, params={"limit": 100})

    assert len(response.json()) == size + 1
    assert len(statements) == 3
