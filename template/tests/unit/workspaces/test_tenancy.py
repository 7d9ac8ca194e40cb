"""Which tables belong to tenants, and that references stay inside one."""

from typing import Any

import pytest
from sqlalchemy import ForeignKeyConstraint

from app.database import Base
from app.discovery import domain_modules
from app.workspaces.models import Workspace
from app.workspaces.tenancy import TenantOwned
from tests.fixtures.workspaces import SHARED_TABLES

domain_modules("models")

MODELS: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
TENANT_TABLES = {model.__tablename__ for model in MODELS if issubclass(model, TenantOwned)}
REFERENCES = [
    constraint
    for table in TENANT_TABLES
    for constraint in Base.metadata.tables[table].constraints
    if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table.name in TENANT_TABLES
]


def pairs(constraint: ForeignKeyConstraint) -> set[tuple[str, str]]:
    """Return which column of a reference stands for which."""
    return {(element.parent.name, element.column.name) for element in constraint.elements}


def test_read_models_every_table_is_shared_or_of_a_tenant() -> None:
    assert set(Base.metadata.tables) == SHARED_TABLES | TENANT_TABLES | {Workspace.__tablename__}


def test_read_models_no_table_is_shared_and_of_a_tenant() -> None:
    assert SHARED_TABLES.isdisjoint(TENANT_TABLES | {Workspace.__tablename__})


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: str(reference.name))
def test_read_models_reference_among_tenants_is_within_one_workspace(reference: ForeignKeyConstraint) -> None:
    assert ("workspace_id", "workspace_id") in pairs(reference)


@pytest.mark.parametrize("table", sorted(TENANT_TABLES))
def test_read_models_table_of_tenants_refers_to_the_workspace(table: str) -> None:
    workspace = Base.metadata.tables[table].c.workspace_id

    assert workspace.nullable is False
    assert "workspaces.id" in {key.target_fullname for key in workspace.foreign_keys}
