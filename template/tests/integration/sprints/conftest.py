"""The sprints on a real database."""

import pytest

from app.workspaces.models import Workspace


@pytest.fixture
def url(workspace: Workspace) -> str:
    """Return where the sprints of the workspace are."""
    return f"/workspaces/{workspace.id}/sprints"
