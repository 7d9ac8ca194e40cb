"""What a sprint has achieved so far."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.sprints.sprints import get_sprint
from app.tasks.models import Status, Task
from app.tasks.schemas import SprintPoints, SprintReport, SprintTasks


async def report_sprint(db: AsyncSession, sprint_id: UUID) -> SprintReport:
    """Count the tasks and the story points of a sprint.

    Args:
        db: The session of the request.
        sprint_id: The sprint.

    Returns:
        The report.

    Raises:
        NotFound: There is no such sprint in the workspace.
    """
    await get_sprint(db, sprint_id)
    points = func.sum(Task.story_points)
    statement = select(
        *(func.count().filter(Task.status == status).label(status) for status in Status),
        func.coalesce(points, 0).label("planned"),
        func.coalesce(points.filter(Task.status == Status.DONE), 0).label("completed"),
    ).where(Task.sprint_id == sprint_id)
    found = (await db.execute(statement)).one()
    return SprintReport(
        sprint_id=sprint_id,
        tasks=SprintTasks(todo=found.todo, active=found.active, done=found.done),
        points=SprintPoints(planned=found.planned, completed=found.completed),
    )
