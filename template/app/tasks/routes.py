"""Routes for tasks, and for the report of a sprint."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Response, status

from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import describe_problems
from app.tasks import reactions  # noqa: F401 - from here on, tasks take part in what happens elsewhere
from app.tasks.filters import Filters, select_tasks
from app.tasks.models import Task
from app.tasks.report import report_sprint
from app.tasks.schemas import BulkResult, BulkUpdate, SprintReport, TaskCreate, TaskRead, TaskUpdate
from app.tasks.tasks import create_task, delete_task, get_task, update_task, update_tasks
from app.workspaces.dependencies import CurrentMember, WorkspaceAdmin

router = APIRouter(prefix="/workspaces/{workspace_id}", tags=["tasks"], responses=describe_problems(401, 404))


@router.get("/tasks", response_model=list[TaskRead], responses=PAGE_HEADERS)
async def list_tasks(_: CurrentMember, filters: Filters, db: Session, page: Page, response: Response) -> Sequence[Task]:
    """List tasks, oldest first."""
    return await fetch_page(db, select_tasks(filters), page, response)


@router.post("/tasks", response_model=TaskRead, status_code=status.HTTP_201_CREATED, responses=describe_problems(409))
async def create(member: CurrentMember, body: TaskCreate, db: Session) -> Task:
    """Create a task."""
    return await create_task(db, member.workspace_id, body)


@router.post("/tasks/bulk", responses=describe_problems(409))
async def update_many(_: CurrentMember, body: BulkUpdate, db: Session) -> BulkResult:
    """Change many tasks in the same way, all of them or none."""
    return BulkResult(updated=await update_tasks(db, body.task_ids, body.changes))


@router.get("/tasks/{task_id}", response_model=TaskRead)
async def read(_: CurrentMember, task_id: UUID, db: Session) -> Task:
    """Return a task."""
    return await get_task(db, task_id)


@router.patch("/tasks/{task_id}", response_model=TaskRead, responses=describe_problems(409))
async def update(_: CurrentMember, task_id: UUID, body: TaskUpdate, db: Session) -> Task:
    """Change a task; refused when somebody else has changed it meanwhile."""
    return await update_task(db, task_id, body)


@router.delete("/tasks/{task_id}", status_code=status.HTTP_204_NO_CONTENT, responses=describe_problems(403, 409))
async def delete(_: WorkspaceAdmin, task_id: UUID, db: Session) -> None:
    """Delete a task. For admins."""
    await delete_task(db, task_id)


@router.get("/sprints/{sprint_id}/report", tags=["sprints"])
async def report(_: CurrentMember, sprint_id: UUID, db: Session) -> SprintReport:
    """Count the tasks and the story points of a sprint."""
    return await report_sprint(db, sprint_id)
