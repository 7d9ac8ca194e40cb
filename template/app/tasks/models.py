"""What the database keeps of tasks."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Enum, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import now
from app.database import Base
from app.database.types import UtcDateTime
from app.workspaces.tenancy import TenantOwned

MAX_TITLE = 200
MAX_DESCRIPTION = 10_000


class Status(StrEnum):
    """How far a task has come."""

    TODO = "todo"
    ACTIVE = "active"
    DONE = "done"


# Stored as its value in a text column: a new status is then a change of a constraint, not of a type.
STATUS = Enum(Status, name="status", native_enum=False, create_constraint=True, length=16, values_callable=list)
ACTIVE_IN_SPRINT = text("status = 'active' AND sprint_id IS NOT NULL")


class Task(TenantOwned, Base):
    """Something to do. Its version rises with each change, so that nobody overwrites a change they did not see."""

    __tablename__ = "tasks"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"]),
        ForeignKeyConstraint(["workspace_id", "sprint_id"], ["sprints.workspace_id", "sprints.id"]),
        CheckConstraint("(status = 'done') = (completed_at IS NOT NULL)", name="completed_when_done"),
        Index(
            "uq_tasks_active_in_sprint",
            "project_id",
            "sprint_id",
            unique=True,
            postgresql_where=ACTIVE_IN_SPRINT,
            sqlite_where=ACTIVE_IN_SPRINT,
        ),
        Index(None, "workspace_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    project_id: Mapped[UUID] = mapped_column(index=True)
    sprint_id: Mapped[UUID | None] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    description: Mapped[str] = mapped_column(String(MAX_DESCRIPTION), default="")
    status: Mapped[Status] = mapped_column(STATUS, default=Status.TODO)
    # Not a reference to the membership: a completed task keeps its assignee when they leave the workspace.
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    story_points: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - that is how SQLAlchemy wants it
