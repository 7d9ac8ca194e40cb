"""What the database keeps of sprints."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.workspaces.tenancy import TenantOwned

MAX_NAME = 100


class Sprint(TenantOwned, Base):
    """A span of days, first and last included, that a workspace plans its work for."""

    __tablename__ = "sprints"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_its_start"),
        Index(None, "workspace_id", "starts_on", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
