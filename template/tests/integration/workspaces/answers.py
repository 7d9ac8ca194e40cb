"""Whole answers of the workspaces, for tests to compare with."""

from datetime import datetime
from typing import Any

from app.accounts.models import LoginSession
from app.workspaces.models import Invitation, Membership, Workspace
from tests.integration.accounts import answers
from tests.integration.accounts.answers import problem

NO_WORKSPACE = problem(404, "There is no such workspace.")
NO_MEMBER = problem(404, "There is no such member.")
NO_INVITATION = problem(404, "There is no such invitation.")
ADMINS_ONLY = problem(403, "Only admins of the workspace may do this.")
OWNERS_ONLY = problem(403, "Only owners of the workspace may do this.")
OWNERS_INVITE_OWNERS = problem(403, "Only owners of the workspace may invite owners.")
LAST_OWNER = problem(409, "The workspace needs an owner.")
IS_MEMBER = problem(409, "There is a member with this e-mail address.")
BAD_INVITATION = problem(400, "The invitation is not valid any more. Ask for a new one.")


def moment(value: datetime) -> str:
    """Return a moment as answers have it."""
    return value.isoformat().replace("+00:00", "Z")


def described(workspace: Workspace) -> dict[str, Any]:
    """Return the body that describes a workspace."""
    return {"id": str(workspace.id), "name": workspace.name, "created_at": moment(workspace.created_at)}


def described_member(membership: Membership) -> dict[str, Any]:
    """Return the body that describes a member."""
    return {
        "user": answers.described(membership.user),
        "role": membership.role.value,
        "created_at": moment(membership.created_at),
    }


def described_invitation(invitation: Invitation) -> dict[str, Any]:
    """Return the body that describes an invitation."""
    return {
        "id": str(invitation.id),
        "email": invitation.email,
        "role": invitation.role.value,
        "created_at": moment(invitation.created_at),
        "expires_at": moment(invitation.expires_at),
    }


def described_login(login: LoginSession) -> dict[str, Any]:
    """Return the body that describes a log-in session."""
    return {
        "id": str(login.id),
        "user_id": str(login.user_id),
        "created_at": moment(login.created_at),
        "expires_at": moment(login.expires_at),
        "user_agent": login.user_agent,
    }
