"""Whatever an admin asks, the API keeps to its description."""

from typing import Any

import httpx
import pytest
from schemathesis import Case

from tests.e2e.accounts.people import bearer, log_in, make_admin, register
from tests.e2e.contract import API, assert_described, some_requests
from tests.fixtures.server import Server


@pytest.fixture(scope="module")
def admin_headers(server: Server, server_database: str) -> dict[str, str]:
    """Return headers of a request that an admin makes."""
    with httpx.Client(base_url=server.url) as http:
        register(http, "admin@example.com")
        make_admin(server_database, "admin@example.com")
        return bearer(log_in(http, "admin@example.com").json())


# Logging out would end what the other requests are made with.
@API.include(path_regex="^/(auth|users)").exclude(path="/auth/logout").parametrize()
@some_requests
def test_request_accounts_as_admin_is_answered_as_described(
    case: Case[Any], server: Server, admin_headers: dict[str, str]
) -> None:
    assert_described(case, server.url, admin_headers)
