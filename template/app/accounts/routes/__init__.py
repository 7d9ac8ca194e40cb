"""Routes of the accounts."""

from fastapi import APIRouter

from app.accounts.routes import auth, users

router = APIRouter()
router.include_router(auth.router)
router.include_router(users.router)
