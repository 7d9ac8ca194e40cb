"""What the API docs promise of projects."""

from httpx import AsyncClient


async def test_read_openapi_projects_document_every_status(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    found = {
        f"{method} {path.removeprefix('/workspaces/{workspace_id}')}": sorted(operation["responses"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith("/workspaces/{workspace_id}/projects")
    }
    assert found == {
        "get /projects": ["200", "400", "401", "404", "422"],
        "post /projects": ["201", "400", "401", "404", "409", "422"],
        "get /projects/{project_id}": ["200", "400", "401", "404", "422"],
        "patch /projects/{project_id}": ["200", "400", "401", "403", "404", "409", "422"],
        "delete /projects/{project_id}": ["204", "400", "401", "403", "404", "409", "422"],
        "post /projects/{project_id}/archive": ["200", "400", "401", "403", "404", "422"],
        "post /projects/{project_id}/unarchive": ["200", "400", "401", "403", "404", "422"],
    }


async def test_read_openapi_project_update_offers_neither_null_nor_default_for_its_texts(client: AsyncClient) -> None:
    schema = (await client.get("/openapi.json")).json()["components"]["schemas"]["ProjectUpdate"]

    assert "required" not in schema
    assert schema["additionalProperties"] is False
    assert schema["properties"] == {
        "name": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": r"^[^\x00]*$", "title": "Name"},
        "description": {"type": "string", "maxLength": 10_000, "pattern": r"^[^\x00]*$", "title": "Description"},
        "lead_id": {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}], "title": "Lead Id"},
    }
