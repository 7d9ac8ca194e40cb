"""What the API docs promise of sprints."""

from httpx import AsyncClient


async def test_read_openapi_sprints_document_every_status(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    found = {
        f"{method} {path.removeprefix('/workspaces/{workspace_id}')}": sorted(operation["responses"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith("/workspaces/{workspace_id}/sprints")
    }
    assert found == {
        "get /sprints": ["200", "400", "401", "404", "422"],
        "post /sprints": ["201", "400", "401", "403", "404", "422"],
        "get /sprints/{sprint_id}": ["200", "400", "401", "404", "422"],
        "patch /sprints/{sprint_id}": ["200", "400", "401", "403", "404", "422"],
        "delete /sprints/{sprint_id}": ["204", "400", "401", "403", "404", "422"],
        "get /sprints/{sprint_id}/report": ["200", "400", "401", "404", "422"],
    }


async def test_read_openapi_sprint_update_offers_neither_null_nor_default(client: AsyncClient) -> None:
    schema = (await client.get("/openapi.json")).json()["components"]["schemas"]["SprintUpdate"]

    assert "required" not in schema
    assert schema["properties"] == {
        "name": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": r"^[^\x00]*$", "title": "Name"},
        "starts_on": {"type": "string", "format": "date", "title": "Starts On"},
        "ends_on": {"type": "string", "format": "date", "title": "Ends On"},
    }
