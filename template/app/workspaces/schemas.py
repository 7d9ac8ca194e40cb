"""What goes over the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.accounts.fields import Email, Text, Token
from app.accounts.schemas import RequestBody, UserRead
from app.workspaces.models import MAX_NAME, Role

WorkspaceName = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NAME)]


class WorkspaceCreate(RequestBody):
    """A new workspace."""

    name: WorkspaceName


class WorkspaceUpdate(RequestBody):
    """What changes of a workspace; what is left out stays as it is."""

    # A factory, unlike a default, stays out of the API docs.
    name: WorkspaceName = Field(default_factory=str)


class WorkspaceRead(BaseModel):
    """A workspace, as its members see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    created_at: datetime


class MemberUpdate(RequestBody):
    """What a member may do from now on."""

    role: Role


class MemberRead(BaseModel):
    """A member, as the others see them."""

    model_config = ConfigDict(from_attributes=True)

    user: UserRead
    role: Role
    created_at: datetime


class InvitationCreate(RequestBody):
    """Whom to invite, and as what."""

    email: Email
    role: Role = Role.MEMBER


class InvitationRead(BaseModel):
    """An invitation, without its token: only the mail has that."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime


class InvitationAccept(RequestBody):
    """The token from the mail."""

    token: Token


class LoginSessionRead(BaseModel):
    """A log-in session of a member."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    user_id: UUID
    created_at: datetime
    expires_at: datetime
    user_agent: str | None
