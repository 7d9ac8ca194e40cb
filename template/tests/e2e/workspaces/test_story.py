"""A team plans its work, does it, and looks at what it has achieved; somebody else finds nothing of it."""

import re
from pathlib import Path

import httpx
import pytest

from tests.e2e.accounts.people import Person, sign_up
from tests.fixtures.mail import Inbox
from tests.fixtures.server import run_server

LINK = re.compile(r"https://app\.example\.com/invitation#workspace=(\S+)&token=(\S+)")
SPRINT = {"name": "Sprint 1", "starts_on": "2026-03-16", "ends_on": "2026-03-29"}


@pytest.fixture
def eve(http: httpx.Client) -> Person:
    """Return the owner of another workspace."""
    eve = sign_up(http, "eve@example.org")
    eve.ask("POST", "/workspaces", name="Elsewhere")
    return eve


def test_work_from_invitation_to_report_is_done_and_hidden_from_others(
    http: httpx.Client, inbox: Inbox, eve: Person
) -> None:
    ada, grace = sign_up(http, "ada@example.org"), sign_up(http, "grace@example.org")

    workspace = ada.ask("POST", "/workspaces", name="Analytical Engines").json()
    home = f"/workspaces/{workspace['id']}"
    invited = ada.ask("POST", f"{home}/invitations", email=grace.email).json()
    found = LINK.search(inbox.wait().get_content())
    assert found
    assert found[1] == workspace["id"]
    stolen = eve.ask("POST", f"{home}/invitations/accept", token=found[2])
    joined = grace.ask("POST", f"{home}/invitations/accept", token=found[2])
    project = ada.ask("POST", f"{home}/projects", name="Bernoulli numbers").json()
    sprint = ada.ask("POST", f"{home}/sprints", **SPRINT).json()
    task = grace.ask(
        "POST",
        f"{home}/tasks",
        project_id=project["id"],
        sprint_id=sprint["id"],
        title="Write note G",
        story_points=37,
        assignee_id=joined.json()["user"]["id"],
    ).json()
    done = grace.ask("PATCH", f"{home}/tasks/{task['id']}", version=task["version"], status="done").json()
    report = ada.ask("GET", f"{home}/sprints/{sprint['id']}/report").json()
    seen_by_eve = {
        path: eve.ask("GET", path).status_code
        for path in (
            home,
            f"{home}/members",
            f"{home}/invitations",
            f"{home}/projects/{project['id']}",
            f"{home}/sprints/{sprint['id']}",
            f"{home}/tasks/{task['id']}",
            f"{home}/sprints/{sprint['id']}/report",
        )
    }

    assert (invited["email"], stolen.status_code, joined.status_code) == (grace.email, 400, 201)
    assert (task["story_points"], task["completed_at"]) == (40, None)
    assert done == task | {"status": "done", "version": task["version"] + 1, "completed_at": done["completed_at"]}
    assert report == {
        "sprint_id": sprint["id"],
        "tasks": {"todo": 0, "active": 0, "done": 1},
        "points": {"planned": 40, "completed": 40},
    }
    assert set(seen_by_eve.values()) == {404}


def test_restart_server_in_the_middle_of_a_sprint_loses_nothing(
    committed_database: str, server_environment: dict[str, str], tmp_path: Path
) -> None:
    with (
        run_server(committed_database, server_environment, tmp_path / "first.log") as first,
        httpx.Client(base_url=first.url) as http,
    ):
        ada = sign_up(http, "ada@example.org")
        workspace = ada.ask("POST", "/workspaces", name="Analytical Engines").json()
        home = f"/workspaces/{workspace['id']}"
        project = ada.ask("POST", f"{home}/projects", name="Bernoulli numbers").json()
        task = ada.ask("POST", f"{home}/tasks", project_id=project["id"], title="Write note G").json()

    with (
        run_server(committed_database, server_environment, tmp_path / "second.log") as second,
        httpx.Client(base_url=second.url, headers=ada.headers) as http,
    ):
        found = [http.get(f"{home}{path}").json() for path in ("", "/projects", "/tasks")]

    assert found == [workspace, [project], [task]]


def test_leave_workspace_with_the_page_still_open_shows_nothing_any_more(http: httpx.Client, inbox: Inbox) -> None:
    ada, grace = sign_up(http, "ada.two@example.org"), sign_up(http, "grace.two@example.org")
    home = f"/workspaces/{ada.ask('POST', '/workspaces', name='Engines').json()['id']}"
    ada.ask("POST", f"{home}/invitations", email=grace.email)
    found = LINK.search(inbox.wait().get_content())
    assert found
    joined = grace.ask("POST", f"{home}/invitations/accept", token=found[2])
    before = grace.ask("GET", f"{home}/tasks")

    removed = ada.ask("DELETE", f"{home}/members/{joined.json()['user']['id']}")
    after = grace.ask("GET", f"{home}/tasks")

    assert [answer.status_code for answer in (before, removed, after)] == [200, 204, 404]
