"""A whole request through the application, which writes and reads, on the service's own harness."""

from cost.many import each
from httpx import AsyncClient


@each
async def test_request(client: AsyncClient, user_headers: dict[str, str], number: int) -> None:
    response = await client.patch("/users/me", headers=user_headers, json={"full_name": "Ada"})

    assert response.status_code == 422
