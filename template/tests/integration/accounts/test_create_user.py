"""Creating users: POST /users."""

from typing import Any

import pytest
from argon2 import PasswordHasher
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import User
from tests.integration.accounts.answers import ADMINS_ONLY, EMAIL_TAKEN, EXTRA, described, invalid

ADA = {"email": "Ada@example.com", "full_name": "Ada Lovelace", "password": "correct horse"}


@pytest.mark.parametrize(
    ("rights", "is_admin"),
    [
        pytest.param({}, False, id="left-out"),
        pytest.param({"is_admin": False}, False, id="no-admin"),
        pytest.param({"is_admin": True}, True, id="admin"),
    ],
)
async def test_create_user_as_admin_answers_and_stores_them(
    client: AsyncClient, session: AsyncSession, admin_headers: dict[str, str], rights: dict[str, bool], is_admin: bool
) -> None:
    response = await client.post("/users", headers=admin_headers, json=ADA | rights)

    created = (await session.scalars(select(User).where(User.email == "ada@example.com"))).one()
    assert response.status_code == 201
    assert response.json() == described(created)
    assert (created.full_name, created.is_admin, created.is_active) == ("Ada Lovelace", is_admin, True)
    assert PasswordHasher().verify(created.password_hash, "correct horse")


async def test_create_user_as_user_is_refused(
    client: AsyncClient, session: AsyncSession, user: User, user_headers: dict[str, str]
) -> None:
    response = await client.post("/users", headers=user_headers, json=ADA | {"is_admin": True})

    assert response.status_code == 403
    assert response.json() == ADMINS_ONLY
    assert (await session.scalars(select(User.id))).all() == [user.id]


async def test_create_user_taken_address_answers_conflict(
    client: AsyncClient, user: User, admin_headers: dict[str, str]
) -> None:
    response = await client.post("/users", headers=admin_headers, json=ADA | {"email": user.email.upper()})

    assert response.status_code == 409
    assert response.json() == EMAIL_TAKEN


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        pytest.param({"is_active": False}, "is_active", EXTRA, id="unexpected"),
        pytest.param(
            {"password": "x" * 11}, "password", "String should have at least 12 characters", id="password-too-short"
        ),
        pytest.param({"is_admin": None}, "is_admin", "Input should be a valid boolean", id="rights-null"),
    ],
)
async def test_create_user_field_of_the_wrong_form_is_refused(
    client: AsyncClient, admin_headers: dict[str, str], changed: dict[str, Any], field: str, message: str
) -> None:
    response = await client.post("/users", headers=admin_headers, json=ADA | changed)

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))
