"""Routes for users."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status

from app.accounts.dependencies import CurrentAdmin, CurrentUser
from app.accounts.fields import Search
from app.accounts.models import User
from app.accounts.schemas import UserCreate, UserRead, UserUpdate
from app.accounts.settings import Settings
from app.accounts.users import (
    create_user,
    deactivate_user,
    get_user,
    reactivate_user,
    select_users,
    update_user,
)
from app.database import Session
from app.pagination import PAGE_HEADERS, Page, fetch_page
from app.problems import Conflict, Forbidden, describe_problems

router = APIRouter(prefix="/users", tags=["users"], responses=describe_problems(401))


@router.get("/me", response_model=UserRead)
async def read_me(user: CurrentUser) -> User:
    """Return oneself."""
    return user


@router.get("", response_model=list[UserRead], responses=PAGE_HEADERS)
async def list_users(
    _: CurrentUser,
    db: Session,
    page: Page,
    response: Response,
    q: Annotated[Search, Query(description="A piece of the name or of the e-mail address.")] = "",
) -> Sequence[User]:
    """List users, oldest first."""
    return await fetch_page(db, select_users(q), page, response)


@router.post("", response_model=UserRead, status_code=status.HTTP_201_CREATED, responses=describe_problems(403, 409))
async def create(_: CurrentAdmin, body: UserCreate, db: Session, settings: Settings) -> User:
    """Create a user, or another admin. For admins."""
    return await create_user(db, body, settings, is_admin=body.is_admin)


@router.get("/{user_id}", response_model=UserRead, responses=describe_problems(404))
async def read(_: CurrentUser, user_id: UUID, db: Session) -> User:
    """Return a user."""
    return await get_user(db, user_id)


@router.patch("/{user_id}", response_model=UserRead, responses=describe_problems(403, 404, 409))
async def update(current: CurrentUser, user_id: UUID, body: UserUpdate, db: Session) -> User:
    """Change oneself; admins may change anybody."""
    if user_id != current.id and not current.is_admin:
        raise Forbidden("Only admins may change somebody else.")
    return await update_user(db, user_id, body)


@router.post("/{user_id}/deactivate", response_model=UserRead, responses=describe_problems(403, 404, 409))
async def deactivate(current: CurrentAdmin, user_id: UUID, db: Session) -> User:
    """Deactivate a user and end their log-in sessions. For admins."""
    if user_id == current.id:
        raise Conflict("Nobody may deactivate themselves.")
    return await deactivate_user(db, user_id)


@router.post("/{user_id}/reactivate", response_model=UserRead, responses=describe_problems(403, 404))
async def reactivate(_: CurrentAdmin, user_id: UUID, db: Session) -> User:
    """Let a deactivated user log in again. For admins."""
    return await reactivate_user(db, user_id)
