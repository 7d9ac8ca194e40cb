"""Routes of the estimates."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.estimates.rules import round_to_scale
from app.estimates.schemas import Estimate

router = APIRouter(prefix="/estimates", tags=["estimates"])


@router.get("/nearest")
async def read_nearest_estimate(
    raw_score: Annotated[float, Query(ge=0, allow_inf_nan=False, description="A raw score, in story points.")],
) -> Estimate:
    """Round a raw score to the nearest value of the planning scale."""
    return Estimate(raw_score=raw_score, story_points=round_to_scale(raw_score))
