"""What requests may hold, and what of them may be seen."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from app.accounts.schemas import (
    LoginForm,
    PasswordResetConfirm,
    PasswordResetRequest,
    RefreshRequest,
    TokenPair,
    UserCreate,
    UserRead,
    UserRegister,
    UserUpdate,
)
from tests.factories.accounts import UserFactory

REGISTER = {"email": "ada@example.com", "full_name": "Ada", "password": "correct horse"}


def errors_in(schema: type[BaseModel], values: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Return where and how values break a schema."""
    with pytest.raises(ValidationError) as error:
        schema.model_validate(values)
    return [(item["loc"], item["msg"]) for item in error.value.errors()]


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        pytest.param(UserRegister, REGISTER | {"is_admin": True}, id="register"),
        pytest.param(UserCreate, REGISTER | {"is_active": False}, id="create"),
        pytest.param(UserUpdate, {"is_admin": True}, id="update"),
        pytest.param(RefreshRequest, {"refresh_token": "t", "user_id": 1}, id="refresh"),
        pytest.param(PasswordResetRequest, {"email": "ada@example.com", "token": "t"}, id="reset-request"),
        pytest.param(
            PasswordResetConfirm, {"token": "t", "new_password": "correct horse", "user_id": 1}, id="reset-confirm"
        ),
    ],
)
def test_validate_request_unexpected_field_is_refused(schema: type[BaseModel], values: dict[str, Any]) -> None:
    unexpected = list(values)[-1]

    assert errors_in(schema, values) == [((unexpected,), "Extra inputs are not permitted")]


@pytest.mark.parametrize("field", ["email", "full_name", "password"])
def test_validate_registration_field_missing_is_refused(field: str) -> None:
    values = {name: value for name, value in REGISTER.items() if name != field}

    assert errors_in(UserRegister, values) == [((field,), "Field required")]


def test_validate_registration_address_in_capitals_is_normalised() -> None:
    assert UserRegister.model_validate(REGISTER | {"email": "ADA@EXAMPLE.COM"}).email == "ada@example.com"


def test_validate_new_user_rights_left_out_is_no_admin() -> None:
    assert UserCreate.model_validate(REGISTER).is_admin is False


def test_validate_new_user_rights_given_is_admin() -> None:
    assert UserCreate.model_validate(REGISTER | {"is_admin": True}).is_admin is True


@pytest.mark.parametrize("field", ["email", "full_name"])
def test_validate_change_null_is_refused(field: str) -> None:
    assert errors_in(UserUpdate, {field: None}) == [((field,), "Input should be a valid string")]


@pytest.mark.parametrize(
    ("values", "changes"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"full_name": " Ada "}, {"full_name": "Ada"}, id="name"),
        pytest.param({"email": "Ada@Example.com"}, {"email": "ada@example.com"}, id="address"),
    ],
)
def test_validate_change_some_fields_keeps_only_those(values: dict[str, str], changes: dict[str, str]) -> None:
    assert UserUpdate.model_validate(values).model_dump(exclude_unset=True) == changes


def test_describe_change_in_the_docs_offers_neither_null_nor_default() -> None:
    schema = UserUpdate.model_json_schema()

    assert "required" not in schema
    assert schema["properties"] == {
        "email": {"format": "email", "maxLength": 254, "title": "Email", "type": "string"},
        "full_name": {
            "maxLength": 100,
            "minLength": 1,
            "pattern": r"^[^\x00]*$",
            "title": "Full Name",
            "type": "string",
        },
    }


@pytest.mark.parametrize(
    ("schema", "field"),
    [
        pytest.param(UserRegister, "password", id="register"),
        pytest.param(LoginForm, "password", id="login"),
        pytest.param(RefreshRequest, "refresh_token", id="refresh"),
        pytest.param(PasswordResetConfirm, "token", id="reset-token"),
        pytest.param(PasswordResetConfirm, "new_password", id="reset-password"),
    ],
)
def test_describe_secret_in_the_docs_is_a_password_field(schema: type[BaseModel], field: str) -> None:
    described = schema.model_json_schema()["properties"][field]

    assert (described["type"], described["format"], described["writeOnly"]) == ("string", "password", True)


def test_show_registration_in_a_log_hides_the_password() -> None:
    assert "correct horse" not in repr(UserRegister.model_validate(REGISTER))


def test_read_user_from_the_model_leaves_the_hash_out() -> None:
    user = UserFactory.build()

    assert UserRead.model_validate(user).model_dump() == {
        "id": user.id,
        "email": user.email,
        "full_name": user.full_name,
        "is_admin": False,
        "is_active": True,
        "created_at": user.created_at,
    }


def test_validate_login_address_in_capitals_is_normalised() -> None:
    form = LoginForm.model_validate({"username": "ADA@example.com", "password": "x"})

    assert (form.username, form.password.get_secret_value(), form.grant_type) == ("ada@example.com", "x", "password")


def test_validate_login_other_grant_is_refused() -> None:
    values = {"grant_type": "client_credentials", "username": "ada@example.com", "password": "x"}

    assert errors_in(LoginForm, values) == [(("grant_type",), "Input should be 'password'")]


def test_answer_tokens_type_left_out_is_bearer() -> None:
    pair = TokenPair(access_token="a", refresh_token="r", expires_in=60)

    assert pair.model_dump() == {
        "access_token": "a",
        "refresh_token": "r",
        "token_type": "bearer",
        "expires_in": 60,
    }


def test_create_user_admin_as_a_word_is_refused() -> None:
    assert errors_in(UserCreate, REGISTER | {"is_admin": "true"}) == [
        (("is_admin",), "Input should be a valid boolean")
    ]
