"""Lists come in pages: `skip` and `limit` in, `X-Total-Count` out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Response
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
# Far beyond any list, and within what every database takes as an offset.
MAX_SKIP = 2**31 - 1

TOTAL_HEADER = "X-Total-Count"
PAGE_HEADERS: dict[int | str, dict[str, Any]] = {
    200: {"headers": {TOTAL_HEADER: {"description": "How many there are in all.", "schema": {"type": "integer"}}}}
}

Row = TypeVar("Row")


@dataclass(frozen=True)
class PageOf:
    """Which part of a list is asked for."""

    skip: int
    limit: int


async def read_page(
    skip: Annotated[int, Query(ge=0, le=MAX_SKIP, description="How many to leave out at the beginning.")] = 0,
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many to return at most.")] = DEFAULT_LIMIT,
) -> PageOf:
    """Read from the query string which part of a list is asked for."""
    return PageOf(skip, limit)


Page = Annotated[PageOf, Depends(read_page)]


async def fetch_page(db: AsyncSession, statement: Select[Row], page: PageOf, response: Response) -> Sequence[Row]:
    """Fetch one page of a list, and say in a header how long the whole list is.

    Args:
        db: The session of the request.
        statement: Selects the whole list, in an order without ties.
        page: Which part of it.
        response: Gets the header.

    Returns:
        The rows of the page.
    """
    total = await db.scalar(select(func.count()).select_from(statement.order_by(None).subquery()))
    response.headers[TOTAL_HEADER] = str(total)
    return (await db.scalars(statement.offset(page.skip).limit(page.limit))).all()
