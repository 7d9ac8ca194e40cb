"""Routes for getting in and out."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Header, Response, status

from app.accounts.dependencies import CurrentSession
from app.accounts.login import log_in
from app.accounts.mail import send_mail, write_reset_mail
from app.accounts.models import User
from app.accounts.password_reset import confirm_reset, request_reset
from app.accounts.schemas import (
    LoginForm,
    PasswordResetConfirm,
    PasswordResetRequest,
    RefreshRequest,
    TokenPair,
    UserRead,
    UserRegister,
)
from app.accounts.sessions import refresh_session
from app.accounts.settings import Settings
from app.accounts.users import create_user
from app.clock import now
from app.database import Session
from app.problems import describe_problems

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post(
    "/register",
    response_model=UserRead,
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(409),
)
async def register(body: UserRegister, db: Session, settings: Settings) -> User:
    """Make an account for oneself."""
    return await create_user(db, body, settings)


@router.post("/login", responses=describe_problems(401, 429))
async def login(
    form: Annotated[LoginForm, Form()],
    db: Session,
    settings: Settings,
    response: Response,
    user_agent: Annotated[str | None, Header()] = None,
) -> TokenPair:
    """Log in with e-mail address and password."""
    _forbid_storing(response)
    return await log_in(db, form.username, form.password.get_secret_value(), user_agent, settings)


@router.post("/refresh", responses=describe_problems(401))
async def refresh(body: RefreshRequest, db: Session, settings: Settings, response: Response) -> TokenPair:
    """Exchange a refresh token, which is good for one use, for a fresh pair of tokens."""
    _forbid_storing(response)
    return await refresh_session(db, body.refresh_token.get_secret_value(), settings)


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT, responses=describe_problems(401))
async def logout(login: CurrentSession) -> None:
    """End the log-in session of the access token."""
    login.revoked_at = now()


@router.post("/password-reset", status_code=status.HTTP_202_ACCEPTED, response_class=Response)
async def ask_for_password_reset(
    body: PasswordResetRequest, db: Session, settings: Settings, background: BackgroundTasks
) -> None:
    """Mail a link for a new password, if the address has an account; the answer is the same if not."""
    token = await request_reset(db, body.email, settings)
    if token is not None:
        background.add_task(send_mail, write_reset_mail(body.email, token, settings), settings)


@router.post("/password-reset/confirm", status_code=status.HTTP_204_NO_CONTENT, responses=describe_problems(400))
async def confirm_password_reset(body: PasswordResetConfirm, db: Session, settings: Settings) -> None:
    """Set a new password with the token from the mail; every log-in session ends."""
    await confirm_reset(db, body.token.get_secret_value(), body.new_password.get_secret_value(), settings)


def _forbid_storing(response: Response) -> None:
    # RFC 6749, 5.1: no cache may keep a token.
    response.headers["Cache-Control"] = "no-store"
