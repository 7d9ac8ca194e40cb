"""Isolation by the query layer, since SQLite has none: each statement of the service is limited to one workspace.

Statements on models are limited by further conditions, wherever in the statement the models stand. What cannot be
limited, because it names a tenant's table without its model, is refused.
"""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Alias,
    ColumnElement,
    Delete,
    Insert,
    TableClause,
    TextClause,
    Update,
    event,
    false,
    inspect,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import (
    InstrumentedAttribute,
    Mapper,
    ORMExecuteState,
    Session,
    SessionTransaction,
    object_session,
    with_loader_criteria,
)
from sqlalchemy.sql.elements import ColumnClause
from sqlalchemy.sql.visitors import iterate

from app.database import Base, ServiceSession
from app.workspaces.models import Membership, Workspace
from app.workspaces.tenancy import TenantOwned

# What a session may see is kept in its `info`, under one of these keys.
WORKSPACE = "workspace_id"
USER = "user_id"


class IsolationError(InvalidRequestError):
    """A statement that cannot be limited to a workspace, or a write into another one."""


async def enter_workspace(db: AsyncSession, workspace_id: UUID) -> None:
    """Limit what follows to one workspace."""
    await _see(db, WORKSPACE, workspace_id)


async def see_memberships_of(db: AsyncSession, user_id: UUID) -> None:
    """Limit what follows to the memberships of one user."""
    await _see(db, USER, user_id)


async def _see(db: AsyncSession, key: str, value: UUID) -> None:
    # It ends with the transaction, so there must be one.
    await db.connection()
    db.info.pop(WORKSPACE, None)
    db.info.pop(USER, None)
    db.info[key] = value


@event.listens_for(ServiceSession, "after_transaction_end")
def _leave(session: Session, transaction: SessionTransaction) -> None:
    # A savepoint is part of the transaction around it, and stays in its workspace.
    if transaction.parent is None:
        session.info.pop(WORKSPACE, None)
        session.info.pop(USER, None)


@event.listens_for(ServiceSession, "do_orm_execute")
def _limit_statement(state: ORMExecuteState) -> None:
    models = _tenant_models()
    tables = {model.__tablename__ for model in models}
    _refuse_tables_without_model(state.statement, tables)
    _refuse_writes_without_condition(state, tables)
    state.statement = state.statement.options(
        *(with_loader_criteria(model, _limit(model, state), include_aliases=True) for model in models)
    )


@event.listens_for(Workspace, "before_insert")
@event.listens_for(Workspace, "before_update")
@event.listens_for(Workspace, "before_delete")
@event.listens_for(TenantOwned, "before_insert", propagate=True)
@event.listens_for(TenantOwned, "before_update", propagate=True)
@event.listens_for(TenantOwned, "before_delete", propagate=True)
def _refuse_foreign_row(_: Mapper[Any], __: Connection, row: Any) -> None:
    session = object_session(row)
    if not isinstance(session, ServiceSession):
        return
    # Where the row was counts as much as where it goes.
    workspaces = set(inspect(row).attrs[_workspace_id(type(row)).key].load_history().sum())
    if WORKSPACE not in session.info or workspaces != {session.info[WORKSPACE]}:
        raise IsolationError(f"This row of {row.__tablename__} does not belong to the workspace.")


def _tenant_models() -> list[Any]:
    """Return the models whose rows belong to one workspace, and the workspace itself."""
    models = [mapper.class_ for mapper in Base.registry.mappers]
    return [model for model in models if issubclass(model, TenantOwned | Workspace)]


def _workspace_id(model: Any) -> InstrumentedAttribute[UUID]:
    """Return the attribute of a model that says which workspace a row belongs to."""
    attribute: InstrumentedAttribute[UUID] = model.id if model is Workspace else model.workspace_id
    return attribute


def _limit(model: type[Any], state: ORMExecuteState) -> ColumnElement[bool]:
    """Return the condition for the rows of a model that a statement may see or change."""
    workspace_id: UUID | None = state.session.info.get(WORKSPACE)
    if workspace_id is not None:
        return _workspace_id(model) == workspace_id
    user_id: UUID | None = state.session.info.get(USER)
    if user_id is not None and state.is_select:
        if model is Membership:
            return Membership.user_id == user_id
        if model is Workspace:
            return Workspace.id.in_(select(Membership.workspace_id).where(Membership.user_id == user_id))
    return false()


def _refuse_tables_without_model(statement: Any, tables: set[str]) -> None:
    """Refuse a statement that no condition can be added to: it names a table in text, or as a table."""
    by_model: set[str] = set()
    by_table: set[str] = set()
    in_text: set[str] = set()
    for part in iterate(statement):
        table = getattr(part, "table", part)
        table = table.element if isinstance(table, Alias) else table
        if isinstance(table, TableClause):
            # That is how SQLAlchemy marks what came from a model.
            (by_model if "parententity" in part._annotations else by_table).add(table.name)  # noqa: SLF001
        elif isinstance(part, TextClause | ColumnClause):
            in_text |= set(re.findall(r"\w+", str(part).lower()))
    beyond_reach = tables & (in_text | by_table - by_model)
    if beyond_reach:
        raise IsolationError(f"Use the models of these tables: {', '.join(sorted(beyond_reach))}.")


def _refuse_writes_without_condition(state: ORMExecuteState, tables: set[str]) -> None:
    """Refuse what SQLAlchemy adds no condition to: inserts, updates by key, and moving rows to another workspace."""
    statement: Any = state.statement
    for part in iterate(statement):
        if isinstance(part, Insert | Update | Delete) and getattr(part.table, "name", None) in tables:
            moves = "workspace_id" in {column.key for column in getattr(part, "_values", None) or ()}
            if isinstance(part, Insert) or moves or state.parameters or "dml_strategy" in state.execution_options:
                raise IsolationError("Add rows to the session, and change them by conditions and within a workspace.")
