"""Access tokens are taken only as they were signed, and only while they are valid."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from time_machine import Traveller

from app.accounts.tokens import AccessClaims, create_access_token, create_opaque_token, digest, read_access_token
from app.problems import Unauthorized
from tests.fixtures.accounts import make_settings
from tests.fixtures.clock import NOON

SETTINGS = make_settings(access_token_minutes=15)
KEY = SETTINGS.secret_key.get_secret_value()
CLAIMS = AccessClaims(
    user_id=UUID("6f9619ff-8b86-4011-b42d-00cf4fc964ff"), session_id=UUID("0e984725-c51c-4bf4-9960-e1c80e27aba0")
)
PAYLOAD: dict[str, Any] = {
    "sub": "6f9619ff-8b86-4011-b42d-00cf4fc964ff",
    "sid": "0e984725-c51c-4bf4-9960-e1c80e27aba0",
    "iat": int(NOON.timestamp()),
    "exp": int(NOON.timestamp()) + 900,
}


def test_create_access_token_any_holds_exactly_the_claims(clock: Traveller) -> None:
    token = create_access_token(CLAIMS, SETTINGS)

    assert jwt.decode(token, KEY, algorithms=["HS256"]) == PAYLOAD
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT"}


def test_read_access_token_fresh_gives_its_claims(clock: Traveller) -> None:
    assert read_access_token(create_access_token(CLAIMS, SETTINGS), SETTINGS) == CLAIMS


def test_read_access_token_last_moment_gives_its_claims(clock: Traveller) -> None:
    token = create_access_token(CLAIMS, SETTINGS)

    clock.shift(timedelta(minutes=15, microseconds=-1))

    assert read_access_token(token, SETTINGS) == CLAIMS


def test_read_access_token_at_its_end_is_refused(clock: Traveller) -> None:
    token = create_access_token(CLAIMS, SETTINGS)

    clock.shift(timedelta(minutes=15))

    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(token, SETTINGS)


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        pytest.param("another key, as long as the right one", "HS256", id="another-key"),
        pytest.param("", "none", id="no-signature"),
        pytest.param(KEY * 2, "HS512", id="another-key-and-algorithm"),
    ],
)
def test_read_access_token_signed_otherwise_is_refused(clock: Traveller, key: str, algorithm: str) -> None:
    token = jwt.encode(PAYLOAD, key, algorithm=algorithm)

    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(token, SETTINGS)


def test_read_access_token_right_key_other_algorithm_is_refused(clock: Traveller) -> None:
    settings = make_settings(secret_key="k" * 64)
    token = jwt.encode(PAYLOAD, "k" * 64, algorithm="HS512")

    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(token, settings)


@pytest.mark.parametrize("claim", ["sub", "sid", "iat", "exp"])
def test_read_access_token_claim_missing_is_refused(clock: Traveller, claim: str) -> None:
    payload = {name: value for name, value in PAYLOAD.items() if name != claim}
    token = jwt.encode(payload, KEY, algorithm="HS256")

    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(token, SETTINGS)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"sub": "not-an-id"}, id="user-no-id"),
        pytest.param({"sid": "not-an-id"}, id="session-no-id"),
        pytest.param({"sid": 1}, id="session-a-number"),
        pytest.param({"sid": None}, id="session-null"),
        pytest.param({"exp": "soon"}, id="end-no-number"),
        pytest.param({"iat": int(NOON.timestamp()) + 60}, id="signed-in-the-future"),
    ],
)
def test_read_access_token_claim_wrong_is_refused(clock: Traveller, changed: dict[str, Any]) -> None:
    token = jwt.encode(PAYLOAD | changed, KEY, algorithm="HS256")

    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(token, SETTINGS)


@pytest.mark.parametrize("part", [0, 1, 2], ids=["header", "payload", "signature"])
def test_read_access_token_part_of_another_is_refused(clock: Traveller, part: int) -> None:
    parts = create_access_token(CLAIMS, SETTINGS).split(".")
    others = jwt.encode(PAYLOAD | {"sub": str(UUID(int=1))}, "k" * 64, algorithm="HS512").split(".")

    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(".".join([*parts[:part], others[part], *parts[part + 1 :]]), SETTINGS)


@pytest.mark.parametrize("token", ["", "x", "a.b", "a.b.c", "ä.ö.ü", "." * 1000], ids=repr)
def test_read_access_token_no_token_at_all_is_refused(token: str) -> None:
    with pytest.raises(Unauthorized, match="The access token is not valid"):
        read_access_token(token, SETTINGS)


def test_create_opaque_token_twice_gives_long_and_different_ones() -> None:
    tokens = {create_opaque_token(), create_opaque_token()}

    assert [len(token) for token in tokens] == [43, 43]


def test_digest_token_known_is_its_sha256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
