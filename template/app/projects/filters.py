"""Which projects of a list are wanted."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from sqlalchemy import Select, select

from app.accounts.fields import Search
from app.projects.models import Project


@dataclass(frozen=True)
class ProjectFilters:
    """What the query string says of the projects; whatever it leaves out does not matter."""

    mine: Annotated[bool, Query(description="Only those that I lead.")] = False
    archived: Annotated[bool | None, Query(description="Only those that are archived, or that are not.")] = None
    q: Annotated[Search, Query(description="A piece of the name.")] = ""


Filters = Annotated[ProjectFilters, Depends()]


def select_projects(filters: ProjectFilters, user_id: UUID) -> Select[Project]:
    """Select projects in a stable order, oldest first.

    Args:
        filters: Which of them.
        user_id: Who asks.

    Returns:
        The statement.
    """
    statement = select(Project).where(Project.name.icontains(filters.q, autoescape=True))
    if filters.mine:
        statement = statement.where(Project.lead_id == user_id)
    if filters.archived is not None:
        statement = statement.where(Project.archived_at.is_not(None) == filters.archived)
    return statement.order_by(Project.created_at, Project.id)
