"""Requests that nobody thought of, made from the description of the API, and what every answer keeps to."""

from collections.abc import Mapping, Sequence
from typing import Any

import schemathesis
from hypothesis import settings
from schemathesis import Case
from schemathesis.checks import CHECKS

from app.main import create_api

API = schemathesis.openapi.from_dict(create_api().openapi())
# Each is a request and an answer; schemathesis adds requests at the edges of what the description allows.
some_requests = settings(max_examples=10, deadline=None)
PROMISES = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
)
# Whether a request is wrong is known only as long as nothing in it was replaced.
ALL_PROMISES = (*PROMISES, "negative_data_rejection")


def assert_described(
    case: Case[Any],
    url: str,
    headers: Mapping[str, str] | None = None,
    promises: Sequence[str] = ALL_PROMISES,
) -> None:
    """Make a request, and hold the answer against the description.

    Args:
        case: The request.
        url: Where the service is.
        headers: Headers that say who makes it.
        promises: What the answer must keep to, in the words of schemathesis.

    Raises:
        FailureGroup: The service failed, answered what it does not describe, took what it describes as wrong, or
            answered without asking who it is; the message has the command to repeat the request.
    """
    checks: list[Any] = [CHECKS.get_one(promise) for promise in promises]
    case.call_and_validate(base_url=url, headers=dict(headers or {}), checks=checks)
