"""Whatever anybody asks without saying who they are, the API keeps to its description."""

from typing import Any

from schemathesis import Case

from tests.e2e.contract import API, assert_described, some_requests
from tests.fixtures.server import Server


@API.parametrize()
@some_requests
def test_request_any_route_anonymous_is_answered_as_described(case: Case[Any], server: Server) -> None:
    assert_described(case, server.url)
