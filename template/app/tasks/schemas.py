"""What goes over the wire."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from app.accounts.fields import Text
from app.accounts.schemas import RequestBody
from app.estimates.rules import round_to_scale
from app.tasks.models import MAX_DESCRIPTION, MAX_TITLE, Status
from app.workspaces.fields import AwareMoment

MAX_BULK = 100


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC.

    Raises:
        ValueError: In UTC it lies before the year 1 or after the year 9999.
    """
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("This is too far away from today.") from None


def without_doubles(ids: list[UUID]) -> list[UUID]:
    """Return the ids.

    Raises:
        ValueError: One of them is there twice.
    """
    if len(set(ids)) < len(ids):
        raise ValueError("An id may be given once only.")
    return ids


Title = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TITLE)]
Description = Annotated[Text, StringConstraints(max_length=MAX_DESCRIPTION)]
Moment = Annotated[AwareMoment, AfterValidator(in_utc)]
# A raw score comes in, and a value of the scale is kept.
StoryPoints = Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True), AfterValidator(round_to_scale)]
TaskIds = Annotated[
    list[UUID],
    Field(min_length=1, max_length=MAX_BULK, json_schema_extra={"uniqueItems": True}),
    AfterValidator(without_doubles),
]


class TaskCreate(RequestBody):
    """A new task; it is yet to be done."""

    project_id: UUID
    sprint_id: UUID | None = None
    title: Title
    description: Description = ""
    assignee_id: UUID | None = None
    due_at: Moment | None = None
    story_points: StoryPoints | None = None


class BulkChanges(RequestBody):
    """What changes of many tasks; what is left out stays as it is, so ask `model_fields_set` before reading a field."""

    # A factory, unlike a default, stays out of the API docs.
    status: Status = Field(default_factory=lambda: Status.TODO)
    sprint_id: UUID | None = None
    assignee_id: UUID | None = None


class TaskUpdate(BulkChanges):
    """What changes of one task, and which version of it the client has seen."""

    version: Annotated[int, Field(ge=1, strict=True)]
    title: Title = Field(default_factory=str)
    description: Description = Field(default_factory=str)
    due_at: Moment | None = None
    story_points: StoryPoints | None = None


class BulkUpdate(RequestBody):
    """The same changes for many tasks."""

    task_ids: TaskIds
    changes: BulkChanges


class BulkResult(BaseModel):
    """How many of the tasks are different now."""

    updated: int


class TaskRead(BaseModel):
    """A task, as the members of its workspace see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    workspace_id: UUID
    project_id: UUID
    sprint_id: UUID | None
    title: str
    description: str
    status: Status
    assignee_id: UUID | None
    due_at: datetime | None
    story_points: int | None
    created_at: datetime
    completed_at: datetime | None
    version: int


class SprintTasks(BaseModel):
    """How many tasks of a sprint are in each status."""

    todo: int
    active: int
    done: int


class SprintPoints(BaseModel):
    """Story points of a sprint; a task without an estimate counts as zero."""

    planned: int
    completed: int


class SprintReport(BaseModel):
    """What a sprint has achieved so far."""

    sprint_id: UUID
    tasks: SprintTasks
    points: SprintPoints
