"""Tasks, with values as real ones have them."""

# mypy: allow-untyped-calls
# factory_boy ships types, but none for its declarations.

from datetime import timedelta

from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, SubFactory, Trait
from factory.faker import Faker

from app.clock import now
from app.estimates.rules import SCALE
from app.tasks.models import Status, Task
from tests.factories.base import ModelFactory
from tests.factories.projects import ProjectFactory


class TaskFactory(ModelFactory[Task]):
    """A task that is to be done by nobody yet, in a project of its own unless the test names one."""

    class Meta:
        model = Task

    class Params:
        project = SubFactory(ProjectFactory)
        sprint = None
        assignee = None
        active = Trait(status=Status.ACTIVE)
        completed = Trait(status=Status.DONE, completed_at=LazyFunction(now))
        overdue = Trait(due_at=LazyFunction(lambda: now() - timedelta(days=1)))

    id = Faker("uuid4", cast_to=None)
    workspace_id = SelfAttribute("project.workspace_id")
    project_id = SelfAttribute("project.id")
    sprint_id = LazyAttribute(lambda task: task.sprint and task.sprint.id)
    title = Faker("sentence", nb_words=4)
    description = Faker("paragraph")
    status = Status.TODO
    assignee_id = LazyAttribute(lambda task: task.assignee and task.assignee.id)
    due_at = LazyFunction(lambda: now() + timedelta(days=7))
    story_points = Faker("random_element", elements=SCALE)
    created_at = LazyFunction(now)
    completed_at = None
    version = 1
