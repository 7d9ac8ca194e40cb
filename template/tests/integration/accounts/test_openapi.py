"""What the API docs promise of the accounts."""

from httpx import AsyncClient


async def test_read_openapi_accounts_document_every_status(client: AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]

    found = {
        f"{method} {path}": sorted(operation["responses"])
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith(("/auth", "/users"))
    }
    assert found == {
        "post /auth/register": ["201", "400", "409", "422"],
        "post /auth/login": ["200", "400", "401", "422", "429"],
        "post /auth/refresh": ["200", "400", "401", "422"],
        "post /auth/logout": ["204", "400", "401", "422"],
        "post /auth/password-reset": ["202", "400", "422"],
        "post /auth/password-reset/confirm": ["204", "400", "422"],
        "get /users/me": ["200", "400", "401", "422"],
        "get /users": ["200", "400", "401", "422"],
        "post /users": ["201", "400", "401", "403", "409", "422"],
        "get /users/{user_id}": ["200", "400", "401", "404", "422"],
        "patch /users/{user_id}": ["200", "400", "401", "403", "404", "409", "422"],
        "post /users/{user_id}/deactivate": ["200", "400", "401", "403", "404", "409", "422"],
        "post /users/{user_id}/reactivate": ["200", "400", "401", "403", "404", "422"],
    }


async def test_read_openapi_users_never_have_a_password(client: AsyncClient) -> None:
    schemas = (await client.get("/openapi.json")).json()["components"]["schemas"]

    assert sorted(schemas["UserRead"]["properties"]) == [
        "created_at",
        "email",
        "full_name",
        "id",
        "is_active",
        "is_admin",
    ]


async def test_read_openapi_list_documents_its_total(client: AsyncClient) -> None:
    responses = (await client.get("/openapi.json")).json()["paths"]["/users"]["get"]["responses"]

    assert responses["200"]["headers"]["X-Total-Count"]["schema"] == {"type": "integer"}


async def test_read_openapi_login_url_lets_the_docs_log_in(client: AsyncClient) -> None:
    schemes = (await client.get("/openapi.json")).json()["components"]["securitySchemes"]

    assert schemes == {
        "OAuth2PasswordBearer": {
            "type": "oauth2",
            "flows": {"password": {"scopes": {}, "tokenUrl": "/auth/login"}},
        }
    }
