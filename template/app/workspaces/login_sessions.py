"""Which devices the members of a workspace are logged in with."""

from sqlalchemy import Select, select

from app.accounts.models import LoginSession
from app.clock import now
from app.workspaces.models import Membership


def select_login_sessions() -> Select[LoginSession]:
    """Select the living log-in sessions of the members of the workspace that the session has entered, oldest first."""
    # Log-in sessions belong to no workspace: it is this join that keeps those of others out.
    return (
        select(LoginSession)
        .join(Membership, Membership.user_id == LoginSession.user_id)
        .where(LoginSession.revoked_at.is_(None), LoginSession.expires_at > now())
        .order_by(LoginSession.created_at, LoginSession.id)
    )
