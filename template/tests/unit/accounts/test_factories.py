"""The factories build valid, realistic objects without a database."""

# mypy: allow-untyped-calls
# factory_boy ships types, but not for everything.

import pytest
from factory.random import reseed_random

from app.accounts.fields import normalise_email
from app.accounts.models import User
from tests.factories.accounts import LoginSessionFactory, RefreshTokenFactory, UserFactory


def describe(user: User) -> tuple[object, ...]:
    """Return what tells one built user from another."""
    return user.id, user.full_name, user.email


def test_build_users_batch_differ_in_id_and_address() -> None:
    users = UserFactory.build_batch(3)

    assert len({user.id for user in users}) == 3
    assert len({user.email for user in users}) == 3


def test_build_user_any_has_an_address_as_it_is_stored() -> None:
    user = UserFactory.build()

    assert normalise_email(user.email) == user.email


def test_build_user_same_seed_is_the_same() -> None:
    reseed_random(7)
    first = UserFactory.build()
    UserFactory.restart_sequence()
    reseed_random(7)
    second = UserFactory.build()

    assert describe(first) == describe(second)


@pytest.mark.parametrize(
    ("traits", "rights"),
    [
        pytest.param({}, (False, True), id="none"),
        pytest.param({"admin": True}, (True, True), id="admin"),
        pytest.param({"inactive": True}, (False, False), id="inactive"),
        pytest.param({"admin": True, "inactive": True}, (True, False), id="both"),
    ],
)
def test_build_user_with_traits_has_their_rights(traits: dict[str, bool], rights: tuple[bool, bool]) -> None:
    user = UserFactory.build(**traits)

    assert (user.is_admin, user.is_active) == rights


def test_build_token_without_more_hangs_together() -> None:
    token = RefreshTokenFactory.build()

    assert token.session_id == token.session.id
    assert token.session.user_id == token.session.user.id


def test_build_session_of_a_user_belongs_to_them() -> None:
    user = UserFactory.build()

    assert LoginSessionFactory.build(user=user).user_id == user.id
