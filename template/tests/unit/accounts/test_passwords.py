"""Passwords are hashed, checked, and hashed again when the costs change."""

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError

from app.accounts.passwords import hash_password, verify_and_rehash
from tests.factories.accounts import PASSWORD, PASSWORD_HASH
from tests.fixtures.accounts import make_settings

SETTINGS = make_settings()


async def test_hash_password_any_is_argon2id_with_the_costs_of_the_settings() -> None:
    settings = make_settings(argon2_time_cost=2, argon2_memory_kib=2048, argon2_parallelism=3)

    password_hash = await hash_password(PASSWORD, settings)

    assert password_hash.startswith("$argon2id$v=19$m=2048,t=2,p=3$")


async def test_hash_password_twice_has_different_salts() -> None:
    first = await hash_password(PASSWORD, SETTINGS)
    second = await hash_password(PASSWORD, SETTINGS)

    assert first != second


async def test_hash_password_any_fits_its_password() -> None:
    password_hash = await hash_password("another horse", SETTINGS)

    assert PasswordHasher().verify(password_hash, "another horse")


async def test_verify_password_right_keeps_the_hash() -> None:
    assert await verify_and_rehash(PASSWORD, PASSWORD_HASH, SETTINGS) == PASSWORD_HASH


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("wrong horse battery staple", id="another"),
        pytest.param(PASSWORD.upper(), id="capital-letters"),
        pytest.param(PASSWORD + " ", id="space-at-the-end"),
        pytest.param(PASSWORD[:-1], id="one-character-less"),
        pytest.param(PASSWORD + "\0", id="nul-at-the-end"),
        pytest.param("", id="empty"),
    ],
)
async def test_verify_password_wrong_gives_nothing(password: str) -> None:
    assert await verify_and_rehash(password, PASSWORD_HASH, SETTINGS) is None


async def test_verify_password_nul_inside_tells_what_comes_after_apart() -> None:
    password_hash = await hash_password("same\0one", SETTINGS)

    assert await verify_and_rehash("same\0two", password_hash, SETTINGS) is None


async def test_verify_password_without_user_gives_nothing() -> None:
    assert await verify_and_rehash(PASSWORD, None, SETTINGS) is None


@pytest.mark.parametrize(
    ("changed", "costs"),
    [
        pytest.param({"argon2_time_cost": 2}, "m=1024,t=2,p=1", id="time"),
        pytest.param({"argon2_memory_kib": 2048}, "m=2048,t=1,p=1", id="memory"),
        pytest.param({"argon2_parallelism": 2}, "m=1024,t=1,p=2", id="parallelism"),
    ],
)
async def test_verify_password_right_with_other_costs_gives_new_hash(changed: dict[str, int], costs: str) -> None:
    rehashed = await verify_and_rehash(PASSWORD, PASSWORD_HASH, make_settings(**changed))

    assert rehashed is not None
    assert rehashed.startswith(f"$argon2id$v=19${costs}$")
    assert PasswordHasher().verify(rehashed, PASSWORD)


async def test_verify_password_wrong_with_other_costs_gives_nothing() -> None:
    assert await verify_and_rehash("wrong", PASSWORD_HASH, make_settings(argon2_time_cost=2)) is None


async def test_verify_password_stored_hash_is_broken_raises() -> None:
    with pytest.raises(InvalidHashError):
        await verify_and_rehash(PASSWORD, "no hash", SETTINGS)
