"""What the API docs promise of tasks."""

from httpx import AsyncClient


async def test_read_openapi_tasks_document_every_status(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    found = {
        f"{method} {path.removeprefix('/workspaces/{workspace_id}')}": sorted(operation["responses"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith("/workspaces/{workspace_id}/tasks")
    }
    assert found == {
        "get /tasks": ["200", "400", "401", "404", "422"],
        "post /tasks": ["201", "400", "401", "404", "409", "422"],
        "post /tasks/bulk": ["200", "400", "401", "404", "409", "422"],
        "get /tasks/{task_id}": ["200", "400", "401", "404", "422"],
        "patch /tasks/{task_id}": ["200", "400", "401", "404", "409", "422"],
        "delete /tasks/{task_id}": ["204", "400", "401", "403", "404", "409", "422"],
    }


async def test_read_openapi_task_update_asks_for_the_version_alone(client: AsyncClient) -> None:
    schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]

    assert schemas["TaskUpdate"]["required"] == ["version"]
    assert schemas["BulkUpdate"]["required"] == ["task_ids", "changes"]
    assert "required" not in schemas["BulkChanges"]


async def test_read_openapi_bulk_update_limits_its_list(client: AsyncClient) -> None:
    schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]

    assert schemas["BulkUpdate"]["properties"]["task_ids"] == {
        "type": "array",
        "items": {"type": "string", "format": "uuid"},
        "minItems": 1,
        "maxItems": 100,
        "uniqueItems": True,
        "title": "Task Ids",
    }


async def test_read_openapi_task_list_offers_its_filters(client: AsyncClient) -> None:
    operation = (await client.get("/openapi.json")).json()["paths"]["/workspaces/{workspace_id}/tasks"]["get"]

    assert sorted(parameter["name"] for parameter in operation["parameters"]) == [
        "assignee_id",
        "limit",
        "overdue",
        "project_id",
        "q",
        "skip",
        "sprint_id",
        "status",
        "workspace_id",
    ]
    assert operation["responses"]["200"]["headers"]["X-Total-Count"]["schema"] == {"type": "integer"}
