"""Isolation by the query layer, since SQLite has none: each statement of the service is limited to one workspace."""

from typing import Any
from uuid import UUID

from sqlalchemy import event, false, or_
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from app.database import ServiceSession
from app.workspaces.models import Membership, Workspace
from app.workspaces.tenancy import TenantOwned

WORKSPACE = "workspace_id"
USER = "user_id"


def begin_outside(session: Session, _: Connection) -> None:
    """See no workspace."""
    session.info.pop(WORKSPACE, None)
    session.info.pop(USER, None)
