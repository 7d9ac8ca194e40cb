"""Whom a request may name as a member."""

from uuid import UUID

import pytest

from app.problems import InvalidValue
from app.workspaces.active_members import require_active_member

ONE, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)


def errors_for(user_id: UUID | None, *location: str) -> list[dict[str, object]]:
    """Return what is wrong with naming somebody where two are active members."""
    try:
        require_active_member(user_id, {ONE, OTHER}, *location)
    except InvalidValue as error:
        return [field.model_dump() for field in error.errors or []]
    return []


@pytest.mark.parametrize("user_id", [None, ONE, OTHER], ids=["nobody", "one", "other"])
def test_require_active_member_nobody_or_one_of_them_is_fine(user_id: UUID | None) -> None:
    assert errors_for(user_id, "body", "lead_id") == []


def test_require_active_member_somebody_else_is_refused_and_the_place_named() -> None:
    assert errors_for(THIRD, "body", "changes", "assignee_id") == [
        {"location": ["body", "changes", "assignee_id"], "message": "There is no such active member."}
    ]
