"""Every error leaves the service as a problem document."""

from http import HTTPStatus

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from app.problems import (
    MEDIA_TYPE,
    Conflict,
    Forbidden,
    InvalidValue,
    NotFound,
    Problem,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
    install_problem_handlers,
)


@pytest.fixture
def app() -> FastAPI:
    """Return an application that has nothing but what answers problems."""
    app = FastAPI()
    install_problem_handlers(app)
    return app


@pytest.mark.parametrize(
    ("problem", "status", "title"),
    [
        (Problem("Why."), 400, "Bad Request"),
        (Unauthorized("Why."), 401, "Unauthorized"),
        (Forbidden("Why."), 403, "Forbidden"),
        (NotFound("Why."), 404, "Not Found"),
        (Conflict("Why."), 409, "Conflict"),
        (TooManyRequests("Why.", retry_after=60), 429, "Too Many Requests"),
        (ServiceUnavailable("Why."), 503, "Service Unavailable"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Problem) else None,
)
async def test_raise_problem_in_handler_answers_its_document(
    app: FastAPI, client: AsyncClient, problem: Problem, status: int, title: str
) -> None:
    @app.get("/failing")
    async def fail() -> None:
        raise problem

    response = await client.get("/failing")

    assert response.status_code == status
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.json() == {"type": "about:blank", "title": title, "status": status, "detail": "Why."}


async def test_raise_unauthorized_in_handler_names_the_scheme(app: FastAPI, client: AsyncClient) -> None:
    @app.get("/failing")
    async def fail() -> None:
        raise Unauthorized("Why.")

    response = await client.get("/failing")

    assert response.headers["www-authenticate"] == "Bearer"


async def test_raise_too_many_requests_in_handler_says_when_to_come_again(app: FastAPI, client: AsyncClient) -> None:
    @app.get("/failing")
    async def fail() -> None:
        raise TooManyRequests("Why.", retry_after=60)

    response = await client.get("/failing")

    assert response.headers["retry-after"] == "60"


async def test_raise_invalid_value_in_handler_answers_like_an_invalid_request(
    app: FastAPI, client: AsyncClient
) -> None:
    @app.get("/failing")
    async def fail() -> None:
        raise InvalidValue("There is no such thing.", "body", "things", 0)

    response = await client.get("/failing")

    assert response.status_code == 422
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.json() == {
        "type": "about:blank",
        "title": HTTPStatus.UNPROCESSABLE_ENTITY.phrase,
        "status": 422,
        "detail": "The request is not valid.",
        "errors": [{"location": ["body", "things", 0], "message": "There is no such thing."}],
    }


async def test_raise_unexpected_error_in_handler_answers_500_and_hides_it(app: FastAPI) -> None:
    @app.get("/failing")
    async def fail() -> None:
        raise LookupError("secret")

    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://service.test") as client:
        response = await client.get("/failing")

    assert response.status_code == 500
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side.",
    }
