"""Changing users: PATCH /users/{id}."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from tests.factories.accounts import PasswordResetFactory
from tests.integration.accounts.answers import (
    BAD_RESET,
    EMAIL_TAKEN,
    EXTRA,
    NO_USER,
    described,
    invalid,
    problem,
)

SOMEBODY_ELSE = problem(403, "Only admins may change somebody else.")


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        pytest.param({"full_name": " Ada Byron "}, {"full_name": "Ada Byron"}, id="name"),
        pytest.param({"email": "Byron@Example.com"}, {"email": "byron@example.com"}, id="address"),
        pytest.param(
            {"full_name": "Ada Byron", "email": "byron@example.com"},
            {"full_name": "Ada Byron", "email": "byron@example.com"},
            id="both",
        ),
        pytest.param({}, {}, id="nothing"),
    ],
)
async def test_update_oneself_changes_what_is_given_and_no_more(
    client: AsyncClient,
    session: AsyncSession,
    user: User,
    user_headers: dict[str, str],
    changes: dict[str, str],
    stored: dict[str, str],
) -> None:
    before = described(user)

    response = await client.patch(f"/users/{user.id}", headers=user_headers, json=changes)

    await session.refresh(user)
    assert response.status_code == 200
    assert response.json() == before | stored
    assert described(user) == before | stored


async def test_update_own_address_to_itself_in_capitals_changes_nothing(
    client: AsyncClient, user: User, user_headers: dict[str, str]
) -> None:
    response = await client.patch(f"/users/{user.id}", headers=user_headers, json={"email": user.email.upper()})

    assert response.status_code == 200
    assert response.json() == described(user)


async def test_update_somebody_else_as_admin_changes_them(
    client: AsyncClient, session: AsyncSession, user: User, admin_headers: dict[str, str]
) -> None:
    response = await client.patch(f"/users/{user.id}", headers=admin_headers, json={"full_name": "Ada Byron"})

    await session.refresh(user)
    assert response.status_code == 200
    assert response.json() == described(user)
    assert user.full_name == "Ada Byron"


async def test_update_somebody_else_as_user_is_refused(
    client: AsyncClient, session: AsyncSession, admin: User, user_headers: dict[str, str]
) -> None:
    before = described(admin)

    response = await client.patch(f"/users/{admin.id}", headers=user_headers, json={"full_name": "Eve"})

    await session.refresh(admin)
    assert response.status_code == 403
    assert response.json() == SOMEBODY_ELSE
    assert described(admin) == before


async def test_update_unknown_id_as_user_is_refused(client: AsyncClient, user_headers: dict[str, str]) -> None:
    response = await client.patch(f"/users/{UUID(int=1)}", headers=user_headers, json={"full_name": "Eve"})

    assert response.status_code == 403
    assert response.json() == SOMEBODY_ELSE


async def test_update_unknown_id_as_admin_answers_not_found(client: AsyncClient, admin_headers: dict[str, str]) -> None:
    response = await client.patch(f"/users/{UUID(int=1)}", headers=admin_headers, json={"full_name": "Eve"})

    assert response.status_code == 404
    assert response.json() == NO_USER


@pytest.mark.parametrize("change_case", [str.lower, str.upper, str.title], ids=["lower", "upper", "title"])
async def test_update_address_taken_in_any_case_answers_conflict(
    client: AsyncClient, session: AsyncSession, user: User, admin: User, user_headers: dict[str, str], change_case: Any
) -> None:
    before = described(user)

    response = await client.patch(
        f"/users/{user.id}", headers=user_headers, json={"full_name": "Eve", "email": change_case(admin.email)}
    )

    await session.refresh(user)
    assert response.status_code == 409
    assert response.json() == EMAIL_TAKEN
    assert described(user) == before


@pytest.mark.parametrize("field", ["is_admin", "is_active", "id", "created_at", "password_hash", "password"])
async def test_update_field_that_is_not_ours_to_change_is_refused(
    client: AsyncClient, session: AsyncSession, user: User, user_headers: dict[str, str], field: str
) -> None:
    before = described(user)

    response = await client.patch(f"/users/{user.id}", headers=user_headers, json={"full_name": "Eve", field: True})

    await session.refresh(user)
    assert response.status_code == 422
    assert response.json() == invalid((["body", field], EXTRA))
    assert described(user) == before


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param({"full_name": None}, "full_name", "Input should be a valid string", id="name-null"),
        pytest.param({"email": None}, "email", "Input should be a valid string", id="address-null"),
        pytest.param({"full_name": ""}, "full_name", "String should have at least 1 character", id="name-empty"),
        pytest.param({"email": "x"}, "email", "Value error, This is not an e-mail address.", id="no-address"),
    ],
)
async def test_update_field_of_the_wrong_form_is_refused(
    client: AsyncClient,
    user: User,
    user_headers: dict[str, str],
    changes: dict[str, str | None],
    field: str,
    message: str,
) -> None:
    response = await client.patch(f"/users/{user.id}", headers=user_headers, json=changes)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))


async def test_update_address_reset_mailed_to_the_former_one_is_refused(
    client: AsyncClient, session: AsyncSession, user: User, user_headers: dict[str, str]
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed", user=user)
    await client.patch(f"/users/{user.id}", headers=user_headers, json={"email": "new@example.com"})

    response = await client.post(
        "/auth/password-reset/confirm", json={"token": "mailed", "new_password": "another horse"}
    )

    assert response.status_code == 400
    assert response.json() == BAD_RESET


async def test_update_name_reset_that_was_mailed_stays_good(
    client: AsyncClient, session: AsyncSession, user: User, user_headers: dict[str, str]
) -> None:
    await PasswordResetFactory.create_async(session, token="mailed", user=user)
    await client.patch(f"/users/{user.id}", headers=user_headers, json={"full_name": "Ada Byron"})

    response = await client.post(
        "/auth/password-reset/confirm", json={"token": "mailed", "new_password": "another horse"}
    )

    assert response.status_code == 204
