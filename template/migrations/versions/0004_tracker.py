"""Tracker: projects, sprints and tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ACTIVE_IN_SPRINT = sa.text("status = 'active' AND sprint_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "projects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column("description", sa.String(length=10_000), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["users.id"], name=op.f("fk_projects_lead_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_projects_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_projects_workspace_id_id")),
        sa.UniqueConstraint("workspace_id", "name_key", name=op.f("uq_projects_workspace_id_name_key")),
    )
    op.create_index(op.f("ix_projects_lead_id"), "projects", ["lead_id"])
    op.create_index(op.f("ix_projects_workspace_id"), "projects", ["workspace_id"])
    op.create_index(op.f("ix_projects_workspace_id_created_at_id"), "projects", ["workspace_id", "created_at", "id"])
    op.create_table(
        "sprints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_sprints_ends_after_its_start")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_sprints_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sprints")),
        sa.UniqueConstraint("workspace_id", "id", name=op.f("uq_sprints_workspace_id_id")),
    )
    op.create_index(op.f("ix_sprints_workspace_id"), "sprints", ["workspace_id"])
    op.create_index(op.f("ix_sprints_workspace_id_starts_on_id"), "sprints", ["workspace_id", "starts_on", "id"])
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("sprint_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=10_000), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("story_points", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("status IN ('todo', 'active', 'done')", name=op.f("ck_tasks_status")),
        sa.CheckConstraint("(status = 'done') = (completed_at IS NOT NULL)", name=op.f("ck_tasks_completed_when_done")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_tasks_assignee_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name=op.f("fk_tasks_workspace_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "sprint_id"],
            ["sprints.workspace_id", "sprints.id"],
            name=op.f("fk_tasks_workspace_id_sprint_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_tasks_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_assignee_id"), "tasks", ["assignee_id"])
    op.create_index(op.f("ix_tasks_project_id"), "tasks", ["project_id"])
    op.create_index(op.f("ix_tasks_sprint_id"), "tasks", ["sprint_id"])
    op.create_index(op.f("ix_tasks_workspace_id"), "tasks", ["workspace_id"])
    op.create_index(op.f("ix_tasks_workspace_id_created_at_id"), "tasks", ["workspace_id", "created_at", "id"])
    op.create_index(
        "uq_tasks_active_in_sprint",
        "tasks",
        ["project_id", "sprint_id"],
        unique=True,
        postgresql_where=ACTIVE_IN_SPRINT,
        sqlite_where=ACTIVE_IN_SPRINT,
    )


def downgrade() -> None:
    for table in ("tasks", "sprints", "projects"):
        op.drop_table(table)
