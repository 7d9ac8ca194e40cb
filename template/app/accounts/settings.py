"""Settings of the accounts, read from the environment."""

import secrets
from functools import lru_cache
from typing import Annotated

from fastapi import Depends
from pydantic import Field, SecretStr, ValidationInfo, field_validator

from app.settings import EnvironmentSettings, load_settings

MIN_SECRET_KEY = 32


class AccountsSettings(EnvironmentSettings):
    """Settings of the accounts."""

    # Signs the access tokens. Whoever knows it can be anybody, so it has no default that works outside development.
    secret_key: SecretStr = Field(default=SecretStr(""), validate_default=True)
    access_token_minutes: int = Field(default=15, ge=1, le=24 * 60)
    refresh_token_days: int = Field(default=30, ge=1, le=3650)

    password_reset_minutes: int = Field(default=30, ge=1, le=24 * 60)
    # Where people reach the page on which they choose a new password; mails link to it.
    public_url: str = Field(default="http://localhost:8000", pattern=r"^https?://\S+$")

    lockout_failures: int = Field(default=5, ge=2, le=100)
    lockout_minutes: int = Field(default=15, ge=1, le=24 * 60)

    # The defaults of argon2-cffi, RFC 9106's second choice. Raise them when the machine allows: log-ins rehash.
    argon2_time_cost: int = Field(default=3, ge=1, le=100)
    argon2_memory_kib: int = Field(default=65536, ge=1024, le=4 * 1024 * 1024)
    argon2_parallelism: int = Field(default=4, ge=1, le=128)

    smtp_host: str = "localhost"
    smtp_port: int = Field(default=1025, ge=1, le=65535)
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = False
    mail_from: str = Field(default="no-reply@example.com", pattern=r"^[^@\s]+@[^@\s]+$")

    @field_validator("secret_key")
    @classmethod
    def _is_long_enough(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if not value.get_secret_value() and info.data.get("environment") == "development":
            # Tokens die with the process: a small price for never shipping a key.
            return SecretStr(secrets.token_urlsafe(MIN_SECRET_KEY))
        if len(value.get_secret_value()) < MIN_SECRET_KEY:
            raise ValueError(
                f"Needs at least {MIN_SECRET_KEY} random characters, "
                "for example from: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
        return value


@lru_cache
def get_settings() -> AccountsSettings:
    """Read the settings once; tests override this dependency.

    Raises:
        SystemExit: A setting is missing or wrong; the message names each of them.
    """
    return load_settings(AccountsSettings)


Settings = Annotated[AccountsSettings, Depends(get_settings)]
