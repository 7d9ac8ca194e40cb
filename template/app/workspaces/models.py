"""What the database keeps of workspaces, their members, and invitations."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Enum, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import MAX_EMAIL, User
from app.clock import now
from app.database import Base
from app.database.types import UtcDateTime
from app.workspaces.tenancy import TenantOwned

MAX_NAME = 100


class Role(StrEnum):
    """What somebody may do in a workspace; each role may do what those below it may."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"


# Stored as its value in a text column: a new role is then a change of a constraint, not of a type.
ROLE = Enum(Role, name="role", native_enum=False, create_constraint=True, length=16, values_callable=list)


class Workspace(Base):
    """A tenant. Whatever belongs to it is invisible from any other."""

    __tablename__ = "workspaces"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Membership(TenantOwned, Base):
    """A user's place in a workspace."""

    __tablename__ = "memberships"
    __table_args__ = (Index(None, "user_id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(ROLE)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    workspace: Mapped[Workspace] = relationship(lazy="raise")
    user: Mapped[User] = relationship(lazy="raise")


class Invitation(TenantOwned, Base):
    """A token that was mailed to somebody and lets them into a workspace once."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("workspace_id", "email"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(String(MAX_EMAIL))
    role: Mapped[Role] = mapped_column(ROLE)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    workspace: Mapped[Workspace] = relationship(lazy="raise")
