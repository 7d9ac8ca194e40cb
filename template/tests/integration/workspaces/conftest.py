"""The workspaces on a real database."""

import pytest
from fastapi import FastAPI

from app.accounts.settings import AccountsSettings
from app.workspaces.models import Workspace
from app.workspaces.settings import WorkspacesSettings, get_settings


@pytest.fixture
def url(workspace: Workspace) -> str:
    """Return where the workspace is."""
    return f"/workspaces/{workspace.id}"


@pytest.fixture(autouse=True)
def run_with_settings_for_tests(app: FastAPI, accounts_settings: AccountsSettings) -> None:
    """Let mail go into the inbox only, and invitations be valid for a week."""
    # No variable has this prefix, so nothing is read from the environment of the machine.
    app.dependency_overrides[get_settings] = lambda: WorkspacesSettings(_env_prefix="read-nothing-")
