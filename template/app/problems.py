"""Every error leaves the service as a problem document (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
INVALID_REQUEST = "The request is not valid."


class InvalidField(BaseModel):
    """One thing that is wrong with a request; never holds the value, which may be a secret."""

    location: list[str | int]
    message: str


class ProblemDocument(BaseModel):
    """The body of every error response."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[InvalidField] | None = None


class Problem(Exception):
    """An error that the service answers on purpose; raise one of its subclasses."""

    status = HTTPStatus.BAD_REQUEST
    detail: str
    errors: list[InvalidField] | None = None

    def __init__(self, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """Say what is wrong.

        Args:
            detail: One sentence for the person who made the request.
            headers: Headers of the response.
        """
        super().__init__(detail)
        self.detail = detail
        self.headers = headers


class Unauthorized(Problem):
    """The request does not say who makes it, or does not prove it."""

    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, detail: str) -> None:
        """Say what is wrong, and name the scheme that would be right (RFC 9110, 11.6.1)."""
        super().__init__(detail, {"WWW-Authenticate": "Bearer"})


class Forbidden(Problem):
    """Whoever makes the request may not do this."""

    status = HTTPStatus.FORBIDDEN


class NotFound(Problem):
    """There is no such thing, or whoever asks may not know of it."""

    status = HTTPStatus.NOT_FOUND


class Conflict(Problem):
    """The request does not fit the present state."""

    status = HTTPStatus.CONFLICT


class InvalidValue(Problem):
    """The request has the right form, and a value in it cannot be: it names nothing that exists, for example."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: str, *location: str | int) -> None:
        """Say what is wrong, without the value, and where it stands: `"body", "project_id"`."""
        super().__init__(INVALID_REQUEST)
        self.errors = [InvalidField(location=list(location), message=message)]


class TooManyRequests(Problem):
    """The request came too often; `Retry-After` says when to come again."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, detail: str, retry_after: int) -> None:
        """Say what is wrong and after how many seconds it is worth another try."""
        super().__init__(detail, {"Retry-After": str(retry_after)})


class ServiceUnavailable(Problem):
    """The service cannot answer now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


def describe_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe error responses for the OpenAPI document.

    Args:
        statuses: The statuses that a route answers with a problem document.

    Returns:
        What FastAPI takes as `responses`.
    """
    schema = ProblemDocument.model_json_schema()
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in statuses
    }


def install_problem_handlers(app: FastAPI) -> None:
    """Make the application answer every error with a problem document."""
    app.add_exception_handler(Problem, _answer_problem)
    app.add_exception_handler(HTTPException, _answer_http_exception)
    app.add_exception_handler(RequestValidationError, _answer_invalid_request)
    app.add_exception_handler(Exception, _answer_unexpected)


async def _answer_problem(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Problem)
    return _respond(error.status, error.detail, error.errors, error.headers)


async def _answer_http_exception(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _respond(error.status_code, error.detail, headers=error.headers)


async def _answer_invalid_request(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = [InvalidField(location=list(item["loc"]), message=item["msg"]) for item in error.errors()]
    return _respond(HTTPStatus.UNPROCESSABLE_ENTITY, INVALID_REQUEST, fields)


async def _answer_unexpected(_: Request, __: Exception) -> JSONResponse:
    # The error itself goes to the log; its text may hold what the client must not see.
    return _respond(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side.")


def _respond(
    status: int,
    detail: str,
    errors: list[InvalidField] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    document = ProblemDocument(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)
    return JSONResponse(
        document.model_dump(exclude_none=True),
        status_code=status,
        headers=headers,
        media_type=MEDIA_TYPE,
    )
