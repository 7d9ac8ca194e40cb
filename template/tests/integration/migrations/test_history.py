"""The migrations: one line of history, both ways, and never different from the models."""

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect
from sqlalchemy.engine import make_url

from app.database import Base
from app.discovery import domain_modules
from devtools.migrations import configure, upgrade

domain_modules("models")


@pytest.fixture
def database(committed_database: str) -> Iterator[Engine]:
    """Return an engine without an event loop, as migrations use it."""
    url = make_url(committed_database)
    engine = create_engine(url.set(drivername=url.get_backend_name()))
    yield engine
    engine.dispose()


def find_differences(connection: Connection) -> list[object]:
    """Return how the database differs from the models."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata))


def test_read_history_has_one_head() -> None:
    assert len(ScriptDirectory.from_config(configure()).get_heads()) == 1


def test_upgrade_to_head_leaves_no_difference_to_the_models(database: Engine) -> None:
    with database.connect() as connection:
        assert find_differences(connection) == []


def test_downgrade_to_base_removes_every_table(committed_database: str, database: Engine) -> None:
    command.downgrade(configure(database_url=committed_database), "base")

    assert inspect(database).get_table_names() == ["alembic_version"]


def test_upgrade_after_downgrade_leaves_no_difference_to_the_models(committed_database: str, database: Engine) -> None:
    command.downgrade(configure(database_url=committed_database), "base")
    upgrade(database_url=committed_database)

    with database.connect() as connection:
        assert find_differences(connection) == []


def test_upgrade_twice_changes_nothing(committed_database: str, database: Engine) -> None:
    before = inspect(database).get_table_names()

    upgrade(database_url=committed_database)

    assert inspect(database).get_table_names() == before
