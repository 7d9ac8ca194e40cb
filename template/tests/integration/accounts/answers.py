"""Whole answers of the service, for tests to compare with."""

from http import HTTPStatus
from typing import Any

from app.accounts.models import User


def problem(status: int, detail: str) -> dict[str, Any]:
    """Return the body of an error."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def invalid(*errors: tuple[list[str | int], str]) -> dict[str, Any]:
    """Return the body for an invalid request, from places and messages."""
    fields = [{"location": location, "message": message} for location, message in errors]
    return problem(422, "The request is not valid.") | {"errors": fields}


def described(user: User) -> dict[str, Any]:
    """Return the body that describes a user."""
    return {
        "id": str(user.id),
        "email": user.email,
        "full_name": user.full_name,
        "is_admin": user.is_admin,
        "is_active": user.is_active,
        "created_at": user.created_at.isoformat().replace("+00:00", "Z"),
    }


NOT_AUTHENTICATED = problem(401, "Not authenticated")
BAD_TOKEN = problem(401, "The access token is not valid.")
SESSION_ENDED = problem(401, "The log-in session has ended.")
WRONG_LOGIN = problem(401, "The e-mail address or the password is wrong.")
LOCKED = problem(429, "Too many failed log-ins. Try again later.")
BAD_REFRESH = problem(401, "The refresh token is not valid.")
BAD_RESET = problem(400, "The link is not valid any more. Ask for a new one.")
ADMINS_ONLY = problem(403, "Only admins may do this.")
NO_USER = problem(404, "There is no such user.")
EMAIL_TAKEN = problem(409, "There is an account with this e-mail address.")
EXTRA = "Extra inputs are not permitted"
