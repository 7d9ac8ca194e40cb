"""Projects, with values as real ones have them."""

# mypy: allow-untyped-calls
# factory_boy ships types, but none for its declarations.

from factory.declarations import LazyAttribute, LazyAttributeSequence, LazyFunction, SelfAttribute, SubFactory, Trait
from factory.faker import Faker

from app.clock import now
from app.projects.models import Project
from tests.factories.base import ModelFactory
from tests.factories.workspaces import WorkspaceFactory


class ProjectFactory(ModelFactory[Project]):
    """An open project that nobody leads, in a workspace of its own unless the test names one."""

    class Meta:
        model = Project

    class Params:
        workspace = SubFactory(WorkspaceFactory)
        lead = None
        subject = Faker("bs")
        archived = Trait(archived_at=LazyFunction(now))

    id = Faker("uuid4", cast_to=None)
    workspace_id = SelfAttribute("workspace.id")
    name = LazyAttributeSequence(lambda project, number: f"{project.subject.capitalize()} {number}")
    description = Faker("paragraph")
    lead_id = LazyAttribute(lambda project: project.lead and project.lead.id)
    archived_at = None
    created_at = LazyFunction(now)
