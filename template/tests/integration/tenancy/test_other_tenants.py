"""Whatever of another tenant somebody names, in whatever place of whatever route, they get and change nothing of it."""

from functools import reduce
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import Base
from tests.integration.tenancy.operations import Ids, Operation, operations_of_a_workspace

OPERATIONS = operations_of_a_workspace()
# Whoever accepts an invitation is a stranger still: what counts is the token, and this one is none.
ACCEPT = "POST /workspaces/{workspace_id}/invitations/accept"
ANSWERS = {str(operation): 400 if str(operation) == ACCEPT else 404 for operation in OPERATIONS}
TAKING_FURTHER_IDS = [operation for operation in OPERATIONS if len(operation.parameters("path")) > 1]
FILTERS = [(operation, name) for operation in OPERATIONS for name in operation.parameters("query")]
# A list of ids is what to change; any other id is what to refer to.
REFERENCES = [
    (operation, way, 404 if way == ("task_ids",) else 422) for operation in OPERATIONS for way in operation.references()
]


async def rows_of(session: AsyncSession, workspace_id: UUID) -> dict[str, list[str]]:
    """Return every row of every table that belongs to a workspace."""
    tables = [table for table in Base.metadata.sorted_tables if "workspace_id" in table.columns]
    selected = {table.name: select(table).where(table.c.workspace_id == workspace_id) for table in tables}
    return {name: sorted(map(repr, await session.execute(statement))) for name, statement in selected.items()}


def put_reference(body: dict[str, Any], way: tuple[str, ...], value: UUID) -> None:
    """Put an id into a body; where a list of ids stands, it becomes one more.

    Args:
        body: The body, which changes.
        way: The names on the way to the place.
        value: The id.
    """
    *outer, name = way
    place = reduce(lambda part, step: part.setdefault(step, {}), outer, body)
    place[name] = [*place[name], str(value)] if isinstance(place.get(name), list) else str(value)


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
async def test_request_workspace_of_another_tenant_is_not_found(
    client: AsyncClient, session: AsyncSession, owner_headers: dict[str, str], other_ids: Ids, operation: Operation
) -> None:
    before = await rows_of(session, other_ids["workspace_id"])

    response = await client.request(
        operation.method,
        operation.path.format_map(other_ids),
        headers=owner_headers,
        json=operation.body(other_ids),
    )

    assert response.status_code == ANSWERS[str(operation)]
    assert await rows_of(session, other_ids["workspace_id"]) == before


@pytest.mark.parametrize("operation", TAKING_FURTHER_IDS, ids=str)
async def test_request_thing_of_another_tenant_in_ones_own_workspace_is_not_found(
    client: AsyncClient,
    session: AsyncSession,
    owner_headers: dict[str, str],
    ids: Ids,
    other_ids: Ids,
    operation: Operation,
) -> None:
    before = await rows_of(session, other_ids["workspace_id"])

    response = await client.request(
        operation.method,
        operation.path.format_map({**other_ids, "workspace_id": ids["workspace_id"]}),
        headers=owner_headers,
        json=operation.body(ids),
    )

    assert response.status_code == 404
    assert await rows_of(session, other_ids["workspace_id"]) == before


@pytest.mark.parametrize(("operation", "name"), FILTERS, ids=str)
async def test_filter_by_thing_of_another_tenant_finds_nothing(
    client: AsyncClient, owner_headers: dict[str, str], ids: Ids, other_ids: Ids, operation: Operation, name: str
) -> None:
    path = operation.path.format_map(ids)

    response = await client.get(path, headers=owner_headers, params={name: str(other_ids[name])})

    assert response.json() == []
    assert response.headers["x-total-count"] == "0"


@pytest.mark.parametrize(("operation", "way", "status"), REFERENCES, ids=str)
async def test_refer_to_thing_of_another_tenant_is_refused(
    client: AsyncClient,
    session: AsyncSession,
    owner_headers: dict[str, str],
    ids: Ids,
    other_ids: Ids,
    operation: Operation,
    way: tuple[str, ...],
    status: int,
) -> None:
    body = operation.body(ids)
    put_reference(body, way, other_ids[way[-1]])
    before = [await rows_of(session, workspace["workspace_id"]) for workspace in (ids, other_ids)]

    response = await client.request(operation.method, operation.path.format_map(ids), headers=owner_headers, json=body)

    assert response.status_code == status
    assert [await rows_of(session, workspace["workspace_id"]) for workspace in (ids, other_ids)] == before


def test_find_operations_every_kind_of_id_is_tried() -> None:
    assert {len(found) > 1 for found in (OPERATIONS, TAKING_FURTHER_IDS, FILTERS, REFERENCES)} == {True}
