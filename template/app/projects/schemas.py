"""What goes over the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.accounts.fields import Text
from app.accounts.schemas import RequestBody
from app.projects.models import MAX_DESCRIPTION, MAX_NAME

Name = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NAME)]
Description = Annotated[Text, StringConstraints(max_length=MAX_DESCRIPTION)]


class ProjectCreate(RequestBody):
    """A new project."""

    name: Name
    description: Description = ""
    lead_id: UUID | None = None


class ProjectUpdate(RequestBody):
    """What changes of a project; what is left out stays as it is, so ask `model_fields_set` before reading a field."""

    # A factory, unlike a default, stays out of the API docs.
    name: Name = Field(default_factory=str)
    description: Description = Field(default_factory=str)
    lead_id: UUID | None = None


class ProjectRead(BaseModel):
    """A project, as the members of its workspace see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    workspace_id: UUID
    name: str
    description: str
    lead_id: UUID | None
    archived_at: datetime | None
    created_at: datetime
