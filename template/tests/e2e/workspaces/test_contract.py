"""Whatever the owner of a workspace asks in it, the API keeps to its description."""

from typing import Any

import httpx
import pytest
from schemathesis import Case

from tests.e2e.accounts.people import Person, sign_up
from tests.e2e.contract import API, PROMISES, assert_described, some_requests
from tests.fixtures.server import Server


@pytest.fixture(scope="module")
def owner(server: Server) -> Person:
    """Return somebody who owns a workspace."""
    with httpx.Client(base_url=server.url) as http:
        return sign_up(http, "owner@example.org")


@pytest.fixture(scope="module")
def home(server: Server, owner: Person) -> str:
    """Return the workspace that they own."""
    workspace = httpx.post(f"{server.url}/workspaces", headers=owner.headers, json={"name": "Engines"})
    return str(workspace.json()["id"])


@API.include(path_regex="^/workspaces/.+/").parametrize()
@some_requests
def test_request_workspace_as_owner_is_answered_as_described(
    case: Case[Any], server: Server, owner: Person, home: str
) -> None:
    case.path_parameters = {**(case.path_parameters or {}), "workspace_id": home}

    assert_described(case, server.url, owner.headers, PROMISES)
