"""Archiving and unarchiving projects."""

from datetime import timedelta

from time_machine import Traveller

from app.projects.archive import archive_project, unarchive_project
from tests.factories.projects import ProjectFactory
from tests.fixtures.clock import NOON


def test_archive_project_open_keeps_the_time(clock: Traveller) -> None:
    project = ProjectFactory.build()

    archive_project(project)

    assert project.archived_at == NOON


def test_archive_project_archived_keeps_the_first_time(clock: Traveller) -> None:
    project = ProjectFactory.build(archived_at=NOON - timedelta(days=1))

    archive_project(project)

    assert project.archived_at == NOON - timedelta(days=1)


def test_unarchive_project_archived_clears_the_time() -> None:
    project = ProjectFactory.build(archived=True)

    unarchive_project(project)

    assert project.archived_at is None
