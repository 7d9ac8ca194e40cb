"""Workspaces, who belongs to them, and who is invited."""

# mypy: allow-untyped-calls
# factory_boy ships types, but none for its declarations.

from datetime import timedelta

from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, SubFactory, Trait
from factory.faker import Faker

from app.accounts.tokens import digest
from app.clock import now
from app.workspaces.models import Invitation, Membership, Role, Workspace
from tests.factories.accounts import UserFactory
from tests.factories.base import ModelFactory


class WorkspaceFactory(ModelFactory[Workspace]):
    """A workspace that nobody belongs to yet."""

    class Meta:
        model = Workspace

    id = Faker("uuid4", cast_to=None)
    name = Faker("company")
    created_at = LazyFunction(now)


class MembershipFactory(ModelFactory[Membership]):
    """A member without further rights, of a workspace and a user of their own unless the test names them."""

    class Meta:
        model = Membership

    class Params:
        admin = Trait(role=Role.ADMIN)
        owner = Trait(role=Role.OWNER)

    workspace = SubFactory(WorkspaceFactory)
    workspace_id = SelfAttribute("workspace.id")
    user = SubFactory(UserFactory)
    user_id = SelfAttribute("user.id")
    role = Role.MEMBER
    created_at = LazyFunction(now)


class InvitationFactory(ModelFactory[Invitation]):
    """An invitation that waits for its answer; `token` is its plain text."""

    class Meta:
        model = Invitation

    class Params:
        token = Faker("uuid4")
        admin = Trait(role=Role.ADMIN)
        owner = Trait(role=Role.OWNER)
        expired = Trait(expires_at=LazyFunction(now))

    id = Faker("uuid4", cast_to=None)
    workspace = SubFactory(WorkspaceFactory)
    workspace_id = SelfAttribute("workspace.id")
    email = Faker("email")
    role = Role.MEMBER
    token_hash = LazyAttribute(lambda invitation: digest(invitation.token))
    created_at = LazyFunction(now)
    expires_at = LazyFunction(lambda: now() + timedelta(days=7))
