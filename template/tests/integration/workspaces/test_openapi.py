"""What the API docs promise of workspaces."""

from httpx import AsyncClient


async def test_read_openapi_workspaces_document_every_status(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    found = {
        f"{method} {path.removeprefix('/workspaces')}": sorted(operation["responses"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        if {"workspaces", "members", "invitations"}.intersection(operation.get("tags", []))
    }
    assert found == {
        "post ": ["201", "400", "401", "422"],
        "get ": ["200", "400", "401", "422"],
        "get /{workspace_id}": ["200", "400", "401", "404", "422"],
        "patch /{workspace_id}": ["200", "400", "401", "403", "404", "422"],
        "delete /{workspace_id}": ["204", "400", "401", "403", "404", "422"],
        "get /{workspace_id}/members": ["200", "400", "401", "404", "422"],
        "patch /{workspace_id}/members/{user_id}": ["200", "400", "401", "403", "404", "409", "422"],
        "delete /{workspace_id}/members/{user_id}": ["204", "400", "401", "403", "404", "409", "422"],
        "get /{workspace_id}/login-sessions": ["200", "400", "401", "403", "404", "422"],
        "post /{workspace_id}/invitations": ["201", "400", "401", "403", "404", "409", "422"],
        "get /{workspace_id}/invitations": ["200", "400", "401", "403", "404", "422"],
        "delete /{workspace_id}/invitations/{invitation_id}": ["204", "400", "401", "403", "404", "422"],
        "post /{workspace_id}/invitations/accept": ["201", "400", "401", "409", "422"],
    }


async def test_read_openapi_invitations_never_have_a_token(client: AsyncClient) -> None:
    schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]

    assert sorted(schemas["InvitationRead"]["properties"]) == ["created_at", "email", "expires_at", "id", "role"]
