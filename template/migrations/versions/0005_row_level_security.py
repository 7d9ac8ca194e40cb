"""Row-level security: the role of the service, what it may do, and the policies that it cannot bypass."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError
from psycopg import errors

from app.settings import load_settings
from app.workspaces.isolation.postgresql import IsolationSettings

revision = "0005"
down_revision = "0004"

# Checked for its form, so it can stand in statements as it is.
ROLE = load_settings(IsolationSettings).database_role
SHARED = ("users", "login_sessions", "refresh_tokens", "password_resets", "login_throttles")
TENANTS = ("memberships", "invitations", "projects", "sprints", "tasks")
# How PostgreSQL says that there is no such role, that a user may not, and that somebody was faster.
REFUSALS = (
    errors.InvalidParameterValue,
    errors.UndefinedObject,
    errors.InsufficientPrivilege,
    errors.DuplicateObject,
    errors.UniqueViolation,
)
RIGHTS = "SELECT, INSERT, UPDATE, DELETE"

# Without a setting these are null, and nothing is equal to null.
WORKSPACE = "nullif(current_setting('app.workspace_id', true), '')::uuid"
USER = "nullif(current_setting('app.user_id', true), '')::uuid"
OWN_WORKSPACES = f"id IN (SELECT workspace_id FROM memberships WHERE user_id = {USER})"  # noqa: S608 - nothing from outside


def upgrade() -> None:
    provide_role()
    tables = ", ".join(("workspaces", *SHARED, *TENANTS))
    op.execute(f"GRANT {RIGHTS} ON {tables} TO {ROLE}")
    # Tables of later migrations too. One that belongs to a tenant needs its policy besides.
    op.execute(f"ALTER DEFAULT PRIVILEGES GRANT {RIGHTS} ON TABLES TO {ROLE}")
    op.execute(f"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO {ROLE}")
    protect("workspaces", "id")
    for table in TENANTS:
        protect(table, "workspace_id")
    op.execute(f"CREATE POLICY own ON workspaces FOR SELECT USING ({OWN_WORKSPACES})")
    op.execute(f"CREATE POLICY own ON memberships FOR SELECT USING (user_id = {USER})")


def downgrade() -> None:
    op.execute("DROP POLICY own ON memberships")
    op.execute("DROP POLICY own ON workspaces")
    for table in ("workspaces", *TENANTS):
        op.execute(f"DROP POLICY tenant ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER DEFAULT PRIVILEGES REVOKE USAGE ON SEQUENCES FROM {ROLE}")
    op.execute(f"ALTER DEFAULT PRIVILEGES REVOKE {RIGHTS} ON TABLES FROM {ROLE}")
    tables = ", ".join(("workspaces", *SHARED, *TENANTS))
    # The role stays: it belongs to the server, where other databases may use it.
    op.execute(f"REVOKE {RIGHTS} ON {tables} FROM {ROLE}")


def protect(table: str, column: str) -> None:
    """Let nobody but superusers see or write rows of another workspace, not even the owner of the table."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant ON {table} USING ({column} = {WORKSPACE}) WITH CHECK ({column} = {WORKSPACE})")


def provide_role() -> None:
    """Make the role unless it exists, and let the user who connects take it on.

    Other databases of the server may be doing the same right now: what counts is the result.

    Raises:
        CommandError: The user may not, or the role could bypass the policies; the message says what to do.
    """
    above_policies = sa.text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :role")
    if op.get_bind().scalar(above_policies, {"role": ROLE}):
        raise CommandError(
            f"The role {ROLE} sees the data of every tenant. "
            f"Let an administrator of the server run: ALTER ROLE {ROLE} NOSUPERUSER NOBYPASSRLS;"
        )
    for step in (f"CREATE ROLE {ROLE} NOLOGIN", f"GRANT {ROLE} TO CURRENT_USER"):
        if not can_take_on_role():
            attempt(step)
    if not can_take_on_role():
        user = op.get_bind().scalar(sa.text("SELECT quote_ident(current_user)"))
        raise CommandError(
            f"The user {user} may not make the role {ROLE}, which the service needs, or not take it on. "
            f"Let an administrator of the server run: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO {user};"
        )


def can_take_on_role() -> bool:
    """Say whether the role exists and the user who connects may take it on."""
    return attempt(f"SET LOCAL ROLE {ROLE}", undo=True)


def attempt(statement: str, *, undo: bool = False) -> bool:
    """Run a statement on roles, and take it back if asked to.

    Returns:
        Whether it succeeded; if not, it was taken back.
    """
    savepoint = op.get_bind().begin_nested()
    try:
        op.execute(statement)
    except sa.exc.DBAPIError as error:
        savepoint.rollback()
        if isinstance(error.orig, REFUSALS):
            return False
        raise
    if undo:
        savepoint.rollback()
    else:
        savepoint.commit()
    return True
