"""What goes over the wire."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.accounts.fields import Text
from app.accounts.schemas import RequestBody
from app.sprints.models import MAX_NAME
from app.workspaces.fields import Day

Name = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_NAME)]


class SprintCreate(RequestBody):
    """A new sprint; its first and its last day belong to it."""

    name: Name
    starts_on: Day
    ends_on: Day


class SprintUpdate(RequestBody):
    """What changes of a sprint; what is left out stays as it is, so ask `model_fields_set` before reading a field."""

    # A factory, unlike a default, stays out of the API docs.
    name: Name = Field(default_factory=str)
    starts_on: Day = Field(default_factory=lambda: date.min)
    ends_on: Day = Field(default_factory=lambda: date.max)


class SprintRead(BaseModel):
    """A sprint, as the members of its workspace see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    workspace_id: UUID
    name: str
    starts_on: date
    ends_on: date
