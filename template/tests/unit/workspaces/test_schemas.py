"""What requests for workspaces may carry."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.workspaces.models import Role
from app.workspaces.schemas import (
    InvitationAccept,
    InvitationCreate,
    MemberUpdate,
    WorkspaceCreate,
    WorkspaceUpdate,
)


@pytest.mark.parametrize("schema", [WorkspaceCreate, WorkspaceUpdate])
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("A", "A", id="shortest"),
        pytest.param("A" * 100, "A" * 100, id="longest"),
        pytest.param(f" {'A' * 100}\n", "A" * 100, id="longest-between-blanks"),
        pytest.param("Büro 東京", "Büro 東京", id="any-script"),
    ],
)
def test_validate_workspace_name_within_bounds_is_kept_without_blanks_around_it(
    schema: type[WorkspaceCreate], name: str, kept: str
) -> None:
    assert schema(name=name).name == kept


@pytest.mark.parametrize("schema", [WorkspaceCreate, WorkspaceUpdate])
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="empty"),
        pytest.param(" \t\n", id="blank"),
        pytest.param("A" * 101, id="too-long"),
        pytest.param("A\x00B", id="nul"),
        pytest.param(None, id="null"),
        pytest.param(1, id="number"),
    ],
)
def test_validate_workspace_name_out_of_bounds_is_refused(schema: type[WorkspaceCreate], name: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        schema(name=name)

    assert [error["loc"] for error in raised.value.errors()] == [("name",)]


def test_validate_workspace_update_without_a_name_sets_none() -> None:
    assert WorkspaceUpdate().model_dump(exclude_unset=True) == {}


def test_validate_invitation_address_in_capitals_is_normalised_and_the_role_is_member() -> None:
    assert InvitationCreate(email="Ada@Example.COM").model_dump() == {"email": "ada@example.com", "role": Role.MEMBER}


@pytest.mark.parametrize("role", ["owner", "admin", "member"])
def test_validate_role_that_exists_is_that(role: str) -> None:
    assert MemberUpdate.model_validate({"role": role}).role == Role(role)


@pytest.mark.parametrize("role", ["", "Owner", "superuser", None, 0])
def test_validate_role_that_does_not_exist_is_refused(role: Any) -> None:
    with pytest.raises(ValidationError, match="Input should be 'owner', 'admin' or 'member'"):
        MemberUpdate.model_validate({"role": role})


def test_validate_token_of_the_mail_does_not_show_in_the_log() -> None:
    assert "mailed" not in repr(InvitationAccept.model_validate({"token": "mailed"}))
