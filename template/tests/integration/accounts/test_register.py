"""Registering: POST /auth/register."""

import pytest
from argon2 import PasswordHasher
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from time_machine import Traveller

from app.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.integration.accounts.answers import EMAIL_TAKEN, EXTRA, invalid

ADA = {"email": "ada@example.com", "full_name": "Ada Lovelace", "password": "correct horse"}
JSON = {"Content-Type": "application/json"}


async def count_users(session: AsyncSession) -> int:
    """Return how many users there are."""
    return await session.scalar(select(func.count()).select_from(User)) or 0


async def test_register_new_address_answers_the_user(
    clock: Traveller, client: AsyncClient, session: AsyncSession
) -> None:
    response = await client.post("/auth/register", json=ADA)

    user_id = await session.scalar(select(User.id))
    assert response.status_code == 201
    assert response.json() == {
        "id": str(user_id),
        "email": "ada@example.com",
        "full_name": "Ada Lovelace",
        "is_admin": False,
        "is_active": True,
        "created_at": "2026-03-18T12:00:00Z",
    }


async def test_register_new_address_stores_the_password_as_hash_only(
    client: AsyncClient, session: AsyncSession
) -> None:
    await client.post("/auth/register", json=ADA)

    user = (await session.scalars(select(User))).one()
    assert user.password_hash.startswith("$argon2id$")
    assert PasswordHasher().verify(user.password_hash, "correct horse")


async def test_register_address_in_capitals_is_stored_in_lower_case(client: AsyncClient, session: AsyncSession) -> None:
    response = await client.post("/auth/register", json=ADA | {"email": "Ada@Example.COM"})

    assert response.status_code == 201
    assert response.json()["email"] == "ada@example.com"
    assert await session.scalar(select(User.email)) == "ada@example.com"


@pytest.mark.parametrize("email", ["ada@example.com", "ADA@example.com", "Ada@Example.Com"])
async def test_register_taken_address_in_any_case_answers_conflict(
    client: AsyncClient, session: AsyncSession, email: str
) -> None:
    taken = await UserFactory.create_async(session, email="ada@example.com", full_name="Ada the First")

    response = await client.post("/auth/register", json=ADA | {"email": email})

    await session.refresh(taken)
    assert response.status_code == 409
    assert response.json() == EMAIL_TAKEN
    assert taken.full_name == "Ada the First"
    assert await count_users(session) == 1


async def test_register_address_of_inactive_user_answers_conflict(client: AsyncClient, session: AsyncSession) -> None:
    await UserFactory.create_async(session, email="ada@example.com", inactive=True)

    response = await client.post("/auth/register", json=ADA)

    assert response.status_code == 409
    assert response.json() == EMAIL_TAKEN


@pytest.mark.parametrize("field", ["is_admin", "is_active", "id", "created_at", "password_hash"])
async def test_register_with_field_that_is_ours_is_refused(
    client: AsyncClient, session: AsyncSession, field: str
) -> None:
    response = await client.post("/auth/register", json=ADA | {field: True})

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], EXTRA))
    assert await count_users(session) == 0


@pytest.mark.parametrize("length", [12, 128])
async def test_register_password_length_just_inside_is_taken(client: AsyncClient, length: int) -> None:
    response = await client.post("/auth/register", json=ADA | {"password": "x" * length})

    assert response.status_code == 201


@pytest.mark.parametrize(
    ("length", "message"),
    [(11, "String should have at least 12 characters"), (129, "String should have at most 128 characters")],
)
async def test_register_password_length_just_outside_is_refused_without_showing_it(
    client: AsyncClient, length: int, message: str
) -> None:
    response = await client.post("/auth/register", json=ADA | {"password": "x" * length})

    assert response.status_code == 422
    assert response.json() == invalid((["body", "password"], message))


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param("email", "no address", "Value error, This is not an e-mail address.", id="no-address"),
        pytest.param("email", None, "Input should be a valid string", id="address-null"),
        pytest.param("full_name", "  ", "String should have at least 1 character", id="name-of-space"),
        pytest.param("full_name", "a\0b", r"String should match pattern '^[^\x00]*$'", id="name-with-nul"),
        pytest.param("full_name", ["Ada"], "Input should be a valid string", id="name-a-list"),
        pytest.param("password", 123456789012, "Input should be a valid string", id="password-a-number"),
    ],
)
async def test_register_field_of_the_wrong_form_is_refused(
    client: AsyncClient, field: str, value: object, message: str
) -> None:
    response = await client.post("/auth/register", json=ADA | {field: value})

    assert response.status_code == 422
    assert response.json() == invalid((["body", field], message))


@pytest.mark.parametrize("field", ["email", "full_name", "password"])
async def test_register_half_a_character_in_a_field_is_refused(client: AsyncClient, field: str) -> None:
    body = '{"email": "ada@example.com", "full_name": "Ada", "password": "correct horse"'

    response = await client.post(
        "/auth/register", content=body + f', "{field}": "correct horse \\ud800"}}', headers=JSON
    )

    assert response.status_code == 422
    assert response.json()["errors"] == [
        {
            "location": ["body", field],
            "message": "Input should be a valid string, unable to parse raw data as a unicode string",
        }
    ]


async def test_register_half_a_character_in_a_field_name_is_refused(client: AsyncClient) -> None:
    body = '{"email": "ada@example.com", "full_name": "Ada", "password": "correct horse", "\\ud800": 1}'

    response = await client.post("/auth/register", content=body, headers=JSON)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("body", ["", "{", "[]", '"ada"', "null", "\ufeff{}"], ids=repr)
async def test_register_body_is_no_object_is_refused(client: AsyncClient, body: str) -> None:
    response = await client.post("/auth/register", content=body.encode(), headers=JSON)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


async def test_register_name_in_any_script_comes_back_as_it_was(client: AsyncClient) -> None:
    response = await client.post("/auth/register", json=ADA | {"full_name": " Ζωή 李 🦆 "})

    assert response.status_code == 201
    assert response.json()["full_name"] == "Ζωή 李 🦆"
