"""Routes for whoever watches over the service."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.database import Sessions
from app.problems import ServiceUnavailable, describe_problems

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """What the service says of itself."""

    status: Literal["ok"] = "ok"


@router.get("/live")
async def live() -> Health:
    """Say that the process answers; restart it when this fails."""
    return Health()


@router.get("/ready", responses=describe_problems(503))
async def ready(sessions: Sessions) -> Health:
    """Say that the database answers too; send no requests while this fails."""
    try:
        async with sessions() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as error:
        raise ServiceUnavailable("The database does not answer.") from error
    return Health()
