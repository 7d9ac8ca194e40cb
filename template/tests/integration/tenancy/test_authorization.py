"""Who may ask for what in a workspace, and what the others get. A route that is missing here fails the suite."""

import pytest
from httpx import AsyncClient

from tests.integration.tenancy.operations import Ids, Operation, operations_of_a_workspace

OPERATIONS = {str(operation): operation for operation in operations_of_a_workspace()}
# Each route with what everybody gets. The stranger has an account, and belongs to no workspace.
WHO = ("anonymous", "stranger", "member", "workspace_admin", "owner")
MEMBERS = {201: (401, 404, 201, 201, 201), 200: (401, 404, 200, 200, 200), 204: (401, 404, 204, 204, 204)}
ADMINS = {201: (401, 404, 403, 201, 201), 200: (401, 404, 403, 200, 200), 204: (401, 404, 403, 204, 204)}
OWNERS = {200: (401, 404, 403, 403, 200), 204: (401, 404, 403, 403, 204)}
TABLE = {
    "GET /workspaces/{workspace_id}": MEMBERS[200],
    "PATCH /workspaces/{workspace_id}": ADMINS[200],
    "DELETE /workspaces/{workspace_id}": OWNERS[204],
    "GET /workspaces/{workspace_id}/members": MEMBERS[200],
    "PATCH /workspaces/{workspace_id}/members/{user_id}": OWNERS[200],
    "DELETE /workspaces/{workspace_id}/members/{user_id}": ADMINS[204],
    "GET /workspaces/{workspace_id}/invitations": ADMINS[200],
    "POST /workspaces/{workspace_id}/invitations": ADMINS[201],
    "DELETE /workspaces/{workspace_id}/invitations/{invitation_id}": ADMINS[204],
    # Anybody who is logged in may try a token; this one is none.
    "POST /workspaces/{workspace_id}/invitations/accept": (401, 400, 400, 400, 400),
    "GET /workspaces/{workspace_id}/login-sessions": ADMINS[200],
    "GET /workspaces/{workspace_id}/projects": MEMBERS[200],
    "POST /workspaces/{workspace_id}/projects": MEMBERS[201],
    "GET /workspaces/{workspace_id}/projects/{project_id}": MEMBERS[200],
    "PATCH /workspaces/{workspace_id}/projects/{project_id}": ADMINS[200],
    "DELETE /workspaces/{workspace_id}/projects/{project_id}": ADMINS[204],
    "POST /workspaces/{workspace_id}/projects/{project_id}/archive": ADMINS[200],
    "POST /workspaces/{workspace_id}/projects/{project_id}/unarchive": ADMINS[200],
    "GET /workspaces/{workspace_id}/sprints": MEMBERS[200],
    "POST /workspaces/{workspace_id}/sprints": ADMINS[201],
    "GET /workspaces/{workspace_id}/sprints/{sprint_id}": MEMBERS[200],
    "PATCH /workspaces/{workspace_id}/sprints/{sprint_id}": ADMINS[200],
    "DELETE /workspaces/{workspace_id}/sprints/{sprint_id}": ADMINS[204],
    "GET /workspaces/{workspace_id}/sprints/{sprint_id}/report": MEMBERS[200],
    "GET /workspaces/{workspace_id}/tasks": MEMBERS[200],
    "POST /workspaces/{workspace_id}/tasks": MEMBERS[201],
    "POST /workspaces/{workspace_id}/tasks/bulk": MEMBERS[200],
    "GET /workspaces/{workspace_id}/tasks/{task_id}": MEMBERS[200],
    "PATCH /workspaces/{workspace_id}/tasks/{task_id}": MEMBERS[200],
    "DELETE /workspaces/{workspace_id}/tasks/{task_id}": ADMINS[204],
}
CASES = [
    pytest.param(name, who, status, id=f"{name}-{who}")
    for name, statuses in TABLE.items()
    for who, status in zip(WHO, statuses, strict=True)
]


@pytest.fixture
def headers(who: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """Return headers of a request that somebody makes."""
    found: dict[str, str] = {} if who == "anonymous" else request.getfixturevalue(f"{who}_headers")
    return found


@pytest.fixture
def free_ids(ids: Ids) -> Ids:
    """Return the ids of what is in the workspace, with a project that nothing keeps from being deleted."""
    return {**ids, "project_id": ids["empty_project_id"]}


def test_table_has_every_route_of_a_workspace() -> None:
    assert set(TABLE) == set(OPERATIONS)


@pytest.mark.parametrize(("name", "who", "status"), CASES)
async def test_request_route_as_somebody_is_answered_as_the_table_says(
    client: AsyncClient, headers: dict[str, str], free_ids: Ids, name: str, status: int
) -> None:
    operation: Operation = OPERATIONS[name]

    response = await client.request(
        operation.method, operation.path.format_map(free_ids), headers=headers, json=operation.body(free_ids)
    )

    assert response.status_code == status
