"""The factory builds valid, realistic projects without a database."""

# mypy: allow-untyped-calls
# factory_boy ships types, but not for everything.

from factory.random import reseed_random
from time_machine import Traveller

from app.projects.models import Project
from app.projects.schemas import ProjectCreate
from tests.factories.accounts import UserFactory
from tests.factories.projects import ProjectFactory
from tests.factories.workspaces import WorkspaceFactory
from tests.fixtures.clock import NOON


def describe(project: Project) -> tuple[object, ...]:
    """Return what tells one built project from another."""
    return project.id, project.workspace_id, project.name, project.description


def test_build_projects_batch_differ_in_name() -> None:
    assert len({project.name_key for project in ProjectFactory.build_batch(100)}) == 100


def test_build_project_any_has_a_name_and_description_as_requests_may_have_them() -> None:
    project = ProjectFactory.build()

    values = ProjectCreate.model_validate({"name": project.name, "description": project.description})

    assert (values.name, values.description) == (project.name, project.description)


def test_build_project_same_seed_is_the_same() -> None:
    reseed_random(7)
    first = ProjectFactory.build()
    ProjectFactory.restart_sequence()
    reseed_random(7)
    second = ProjectFactory.build()

    assert describe(first) == describe(second)


def test_build_project_of_workspace_and_lead_refers_to_them() -> None:
    workspace, lead = WorkspaceFactory.build(), UserFactory.build()

    project = ProjectFactory.build(workspace=workspace, lead=lead)

    assert (project.workspace_id, project.lead_id, project.archived_at) == (workspace.id, lead.id, None)


def test_build_project_archived_has_the_time(clock: Traveller) -> None:
    project = ProjectFactory.build(archived=True)

    assert project.archived_at == NOON
