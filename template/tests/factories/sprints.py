"""Sprints, with values as real ones have them."""

# mypy: allow-untyped-calls
# factory_boy ships types, but none for its declarations.

from datetime import timedelta

from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.faker import Faker

from app.clock import now
from app.sprints.models import Sprint
from tests.factories.base import ModelFactory
from tests.factories.workspaces import WorkspaceFactory


class SprintFactory(ModelFactory[Sprint]):
    """A sprint of two weeks that starts today, in a workspace of its own unless the test names one."""

    class Meta:
        model = Sprint

    class Params:
        workspace = SubFactory(WorkspaceFactory)

    id = Faker("uuid4", cast_to=None)
    workspace_id = SelfAttribute("workspace.id")
    name = Sequence(lambda number: f"Sprint {number}")
    starts_on = LazyFunction(lambda: now().date())
    ends_on = LazyAttribute(lambda sprint: sprint.starts_on + timedelta(days=13))
