import pytest
from httpx import AsyncClient


@pytest.mark.parametrize(("raw_score", "story_points"), [(0, 0), (37, 40)])
async def test_read_nearest_estimate_valid_score_returns_story_points(
    client: AsyncClient, raw_score: float, story_points: int
) -> None:
    response = await client.get("/estimates/nearest", params={"raw_score": raw_score})

    assert response.status_code == 200
    assert response.json() == {"raw_score": raw_score, "story_points": story_points}


@pytest.mark.parametrize("raw_score", ["-1", "-0.001", "nan", "inf", "many", ""])
async def test_read_nearest_estimate_no_score_is_refused_as_problem(client: AsyncClient, raw_score: str) -> None:
    response = await client.get("/estimates/nearest", params={"raw_score": raw_score})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"][0]["location"] == ["query", "raw_score"]
