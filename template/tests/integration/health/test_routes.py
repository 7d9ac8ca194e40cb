from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncEngine

from app.database import create_sessions, get_sessions


async def test_read_liveness_always_answers_ok(client: AsyncClient) -> None:
    response = await client.get("/health/live")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_read_readiness_with_database_answers_ok(client: AsyncClient) -> None:
    response = await client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_read_readiness_without_database_answers_unavailable(
    app: FastAPI, client: AsyncClient, unreachable_engine: AsyncEngine
) -> None:
    app.dependency_overrides[get_sessions] = lambda: create_sessions(unreachable_engine)

    response = await client.get("/health/ready")

    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The database does not answer.",
    }
