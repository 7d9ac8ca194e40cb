"""The factory builds valid, realistic sprints without a database."""

from datetime import timedelta

from time_machine import Traveller

from tests.factories.sprints import SprintFactory
from tests.factories.workspaces import WorkspaceFactory
from tests.fixtures.clock import NOON


def test_build_sprint_any_lasts_two_weeks_from_today_on(clock: Traveller) -> None:
    sprint = SprintFactory.build()

    assert (sprint.starts_on, sprint.ends_on) == (NOON.date(), NOON.date() + timedelta(days=13))


def test_build_sprints_batch_of_workspace_belong_to_it_and_differ_in_name() -> None:
    workspace = WorkspaceFactory.build()

    sprints = SprintFactory.build_batch(3, workspace=workspace)

    assert [sprint.workspace_id for sprint in sprints] == [workspace.id] * 3
    assert [sprint.name for sprint in sprints] == ["Sprint 0", "Sprint 1", "Sprint 2"]
