"""Whatever a team does to its projects, sprints and tasks, in whatever order, the service agrees with a plain model."""

from dataclasses import dataclass, replace

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from app.estimates.rules import round_to_scale
from tests.e2e.accounts.people import Person, sign_up

some_stories = settings(max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
statuses = st.sampled_from(["todo", "active", "done"])
MOST_TASKS = 100


@dataclass(frozen=True)
class Task:
    """What the model knows of a task."""

    project: str
    sprint: str | None
    points: int
    status: str = "todo"


class Team(RuleBasedStateMachine):
    """A team, its workspace, and what should be in it."""

    projects: Bundle[str] = Bundle("projects")
    sprints: Bundle[str] = Bundle("sprints")
    tasks: Bundle[str] = Bundle("tasks")

    def __init__(self, owner: Person) -> None:
        """Begin in a workspace in which nothing is."""
        super().__init__()
        self.owner = owner
        self.home = f"/workspaces/{owner.ask('POST', '/workspaces', name='Team').json()['id']}"
        self.archived: set[str] = set()
        self.expected: dict[str, Task] = {}
        self.names = 0

    @rule(target=projects)
    def begin_project(self) -> str:
        self.names += 1
        return self.make("projects", name=f"Project {self.names}")

    @rule(project=projects)
    def archive(self, project: str) -> None:
        assert self.owner.ask("POST", f"{self.home}/projects/{project}/archive").status_code == 200
        self.archived.add(project)

    @rule(project=projects)
    def unarchive(self, project: str) -> None:
        assert self.owner.ask("POST", f"{self.home}/projects/{project}/unarchive").status_code == 200
        self.archived.discard(project)

    @rule(target=sprints)
    def plan_sprint(self) -> str:
        return self.make("sprints", name="Sprint", starts_on="2026-03-16", ends_on="2026-03-29")

    @rule(sprint=consumes(sprints))
    def delete_sprint(self, sprint: str) -> None:
        assert self.owner.ask("DELETE", f"{self.home}/sprints/{sprint}").status_code == 204
        self.expected = {
            name: replace(task, sprint=None) if task.sprint == sprint else task for name, task in self.expected.items()
        }

    @rule(target=tasks, project=projects, sprint=st.none() | sprints, score=st.floats(0, 200))
    def add_task(self, project: str, sprint: str | None, score: float) -> str | MultipleResults[str]:
        if project in self.archived:
            refused = self.owner.ask("POST", f"{self.home}/tasks", project_id=project, title="Task")
            assert refused.status_code == 409
            return multiple()
        task = self.make("tasks", project_id=project, sprint_id=sprint, title="Task", story_points=score)
        self.expected[task] = Task(project, sprint, round_to_scale(score))
        return task

    @rule(task=tasks, status=statuses)
    def change_status(self, task: str, status: str) -> None:
        self.change(task, replace(self.expected[task], status=status), status=status)

    @rule(task=tasks, sprint=st.none() | sprints)
    def move(self, task: str, sprint: str | None) -> None:
        self.change(task, replace(self.expected[task], sprint=sprint), sprint_id=sprint)

    @rule(tasks=st.sets(tasks, min_size=1, max_size=4), status=statuses)
    def change_many(self, tasks: set[str], status: str) -> None:
        changed = {task: replace(self.expected[task], status=status) for task in tasks}
        answer = self.owner.ask("POST", f"{self.home}/tasks/bulk", task_ids=sorted(tasks), changes={"status": status})
        self.assert_agrees(answer, changed)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        found = self.owner.ask("GET", f"{self.home}/tasks?limit={MOST_TASKS}").json()
        assert {
            task["id"]: Task(task["project_id"], task["sprint_id"], task["story_points"], task["status"])
            for task in found
        } == self.expected
        assert {task["id"] for task in found if task["completed_at"]} == {
            name for name, task in self.expected.items() if task.status == "done"
        }

    def make(self, kind: str, **values: object) -> str:
        """Make something that nothing speaks against.

        Returns:
            Its id.
        """
        answer = self.owner.ask("POST", f"{self.home}/{kind}", **values)
        assert answer.status_code == 201
        return str(answer.json()["id"])

    def change(self, name: str, changed: Task, **values: object) -> None:
        """Change a task, and see that the service allows what the model allows."""
        version = self.owner.ask("GET", f"{self.home}/tasks/{name}").json()["version"]
        answer = self.owner.ask("PATCH", f"{self.home}/tasks/{name}", version=version, **values)
        self.assert_agrees(answer, {name: changed})

    def assert_agrees(self, answer: httpx.Response, changed: dict[str, Task]) -> None:
        """Say what tasks would become, and see that the service allows it when the rules do.

        No project of theirs may be archived, and of each project and sprint one task at most may be active.
        """
        after = self.expected | changed
        active = [(task.project, task.sprint) for task in after.values() if task.status == "active" and task.sprint]
        allowed = len(active) == len(set(active)) and not self.archived & {task.project for task in changed.values()}
        assert answer.status_code == (200 if allowed else 409)
        self.expected = after if allowed else self.expected


def assert_service_agrees_with_model(owner: Person) -> None:
    """Let teams work in many different orders, each in a workspace of its own."""
    run_state_machine_as_test(lambda: Team(owner), settings=some_stories)  # type: ignore[arg-type]


def test_work_in_any_order_agrees_with_the_model(http: httpx.Client) -> None:
    assert_service_agrees_with_model(sign_up(http, "team@example.org"))
