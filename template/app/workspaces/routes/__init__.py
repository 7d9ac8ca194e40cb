"""Routes of the workspaces."""

from fastapi import APIRouter

from app.workspaces.routes import invitations, members, workspaces

router = APIRouter()
router.include_router(workspaces.router)
router.include_router(members.router)
router.include_router(invitations.router)
