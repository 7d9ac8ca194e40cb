"""What goes over the wire."""

from pydantic import BaseModel


class Estimate(BaseModel):
    """A raw score and the story points it stands for."""

    raw_score: float
    story_points: int
