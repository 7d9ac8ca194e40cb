"""What the database keeps of projects."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from app.clock import now
from app.database import Base
from app.database.types import UtcDateTime
from app.workspaces.tenancy import TenantOwned

MAX_NAME = 100
MAX_DESCRIPTION = 10_000


class Project(TenantOwned, Base):
    """Work that belongs together. In an archived project nothing changes any more."""

    __tablename__ = "projects"
    __table_args__ = (
        UniqueConstraint("workspace_id", "id"),
        UniqueConstraint("workspace_id", "name_key"),
        Index(None, "workspace_id", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    # The name without letter case, for comparing; one letter can become three (Unicode, 3.13).
    name_key: Mapped[str] = mapped_column(String(3 * MAX_NAME))
    description: Mapped[str] = mapped_column(String(MAX_DESCRIPTION), default="")
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @validates("name")
    def _set_name_key(self, _: str, name: str) -> str:
        self.name_key = name.casefold()
        return name
