"""What goes over the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from app.accounts.fields import Email, FullName, NewPassword, Password, Token


class RequestBody(BaseModel):
    """What a client sends. A field that is not expected is an error: it may be an attempt to gain rights."""

    model_config = ConfigDict(extra="forbid")


class UserRegister(RequestBody):
    """A new user, as people register themselves."""

    email: Email
    full_name: FullName
    password: NewPassword


class UserCreate(UserRegister):
    """A new user, as an admin creates one."""

    is_admin: StrictBool = False


class UserUpdate(RequestBody):
    """What changes of a user; what is left out stays as it is, so ask `model_fields_set` before reading a field."""

    # A factory, unlike a default, stays out of the API docs.
    email: Email = Field(default_factory=str)
    full_name: FullName = Field(default_factory=str)


class UserRead(BaseModel):
    """A user, as everybody with an account may see them."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    full_name: str
    is_admin: bool
    is_active: bool
    created_at: datetime


class LoginForm(BaseModel):
    """The form of the OAuth 2 password grant; the user name is the e-mail address."""

    grant_type: Literal["password"] = "password"
    username: Email
    password: Password


class TokenPair(BaseModel):
    """A fresh pair of tokens (RFC 6749, 5.1)."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    # Seconds until the access token expires.
    expires_in: int


class RefreshRequest(RequestBody):
    """A refresh token to exchange for a fresh pair."""

    refresh_token: Token


class PasswordResetRequest(RequestBody):
    """The address of an account whose password was forgotten."""

    email: Email


class PasswordResetConfirm(RequestBody):
    """The token from the mail, and the new password."""

    token: Token
    new_password: NewPassword
