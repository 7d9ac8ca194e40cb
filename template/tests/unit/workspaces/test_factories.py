"""The factories build valid, realistic workspaces without a database."""

# mypy: allow-untyped-calls
# factory_boy ships types, but not for everything.

from datetime import timedelta
from typing import Any

import pytest
from factory.random import reseed_random
from time_machine import Traveller

from app.accounts.tokens import digest
from app.workspaces.models import Role
from app.workspaces.schemas import InvitationCreate, WorkspaceCreate
from tests.factories.accounts import UserFactory
from tests.factories.workspaces import InvitationFactory, MembershipFactory, WorkspaceFactory
from tests.fixtures.clock import NOON


def describe_membership() -> tuple[object, ...]:
    """Build a membership, the first of its user, and return what tells it from another."""
    UserFactory.restart_sequence()
    built = MembershipFactory.build()
    return built.workspace_id, built.workspace.name, built.user_id, built.user.email


def test_build_workspace_any_has_values_as_requests_may_have_them() -> None:
    workspace = WorkspaceFactory.build()

    assert WorkspaceCreate(name=workspace.name).name == workspace.name


def test_build_membership_same_seed_is_the_same() -> None:
    reseed_random(7)
    first = describe_membership()
    reseed_random(7)
    second = describe_membership()

    assert first == second


def test_build_membership_any_belongs_to_its_workspace_and_user() -> None:
    membership = MembershipFactory.build()

    assert (membership.workspace_id, membership.user_id) == (membership.workspace.id, membership.user.id)


@pytest.mark.parametrize(
    ("traits", "role"), [({}, Role.MEMBER), ({"admin": True}, Role.ADMIN), ({"owner": True}, Role.OWNER)]
)
def test_build_membership_or_invitation_with_a_trait_has_that_role(traits: dict[str, Any], role: Role) -> None:
    assert MembershipFactory.build(**traits).role is role
    assert InvitationFactory.build(**traits).role is role


def test_build_invitation_any_has_values_as_requests_may_have_them(clock: Traveller) -> None:
    invitation = InvitationFactory.build(token="mailed")

    assert InvitationCreate(email=invitation.email).email == invitation.email
    assert invitation.token_hash == digest("mailed")
    assert (invitation.created_at, invitation.expires_at) == (NOON, NOON + timedelta(days=7))


def test_build_invitation_expired_ends_now(clock: Traveller) -> None:
    assert InvitationFactory.build(expired=True).expires_at == NOON


def test_build_invitations_two_have_tokens_of_their_own() -> None:
    first, second = InvitationFactory.build_batch(2)

    assert first.token_hash != second.token_hash
