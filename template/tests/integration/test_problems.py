"""What goes wrong before any handler runs leaves the service as a problem document too."""

from http import HTTPStatus

from httpx import AsyncClient

from app.problems import MEDIA_TYPE


async def test_request_unknown_path_answers_not_found_document(client: AsyncClient) -> None:
    response = await client.get("/nowhere")

    assert response.status_code == 404
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.json() == {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "Not Found"}


async def test_request_wrong_method_answers_405_and_names_the_right_one(client: AsyncClient) -> None:
    response = await client.delete("/health/live")

    assert response.status_code == 405
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.headers["allow"] == "GET"


async def test_send_invalid_request_names_the_field_and_never_the_value(client: AsyncClient) -> None:
    response = await client.get("/estimates/nearest", params={"raw_score": "my-secret"})

    assert response.status_code == 422
    assert response.json() == {
        "type": "about:blank",
        "title": HTTPStatus.UNPROCESSABLE_ENTITY.phrase,
        "status": 422,
        "detail": "The request is not valid.",
        "errors": [
            {
                "location": ["query", "raw_score"],
                "message": "Input should be a valid number, unable to parse string as a number",
            }
        ],
    }


async def test_read_openapi_documents_invalid_requests_as_problems(client: AsyncClient) -> None:
    response = await client.get("/openapi.json")

    documented = response.json()["paths"]["/estimates/nearest"]["get"]["responses"]["422"]["content"]
    assert list(documented) == [MEDIA_TYPE]
