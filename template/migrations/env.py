"""Alembic's entry point: connects to the database and runs the migrations in one transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationInfo
from alembic.script import Script
from sqlalchemy import Connection, create_engine, pool
from sqlalchemy.engine import make_url
from sqlalchemy.types import TypeDecorator

from app.database import Base
from app.discovery import domain_modules
from app.settings import Settings, load_settings

domain_modules("models")


def report(ctx: object, step: MigrationInfo, *_: object, **__: object) -> None:  # noqa: ARG001 - Alembic passes it
    """Print which migration has just been run or undone; whoever started it decides where that goes."""
    script = step.up_revision
    if step.is_migration and isinstance(script, Script):
        verb = "Ran" if step.is_upgrade else "Undid"
        context.config.print_stdout("%s migration %s: %s", verb, script.revision, script.doc)


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write a column type of our own as the type it stores: migrations outlive the code of today."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run(connection: Connection) -> None:
    """Run the migrations on a connection; all of them take effect, or none."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        on_version_apply=report,
        render_item=render_item,
        # SQLite cannot alter a table in place; batch mode makes a new one and moves the rows.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the caller's connection if there is one, else connect to DATABASE_URL."""
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        run(given)
        return
    url = make_url(context.config.attributes.get("database_url") or load_settings(Settings).database_url)
    # Migrations run without an event loop, so the dialect's own synchronous driver serves.
    engine = create_engine(url.set(drivername=url.get_backend_name()), poolclass=pool.NullPool)
    with engine.begin() as connection:
        run(connection)


main()
