"""The service as it is really run."""

import httpx

from tests.fixtures.server import Server


def test_read_readiness_running_server_answers_ok(http: httpx.Client) -> None:
    response = http.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_read_openapi_running_server_describes_the_routes(http: httpx.Client) -> None:
    response = http.get("/openapi.json")

    assert response.status_code == 200
    assert {"/health/live", "/health/ready", "/estimates/nearest"} <= set(response.json()["paths"])


def test_read_unknown_path_running_server_answers_problem(http: httpx.Client) -> None:
    response = http.get("/nowhere")

    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_start_server_log_names_its_address(server: Server) -> None:
    assert f"Uvicorn running on {server.url}" in server.log.read_text()
