"""Settings of the whole service, read from the environment."""

from typing import Literal, TypeVar

from pydantic import ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.database.engine import require_dialect


class EnvironmentSettings(BaseSettings):
    """What every group of settings shares: where its values come from and where the service runs."""

    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    environment: Literal["development", "production"] = "production"


class Settings(EnvironmentSettings):
    """Settings that no domain owns."""

    title: str = "Service"
    database_url: str

    @field_validator("database_url")
    @classmethod
    def _names_our_dialect(cls, value: str) -> str:
        require_dialect(value)
        return value


SettingsType = TypeVar("SettingsType", bound=BaseSettings)


def load_settings(settings_type: type[SettingsType]) -> SettingsType:
    """Read one group of settings, or stop with a message a person can act on.

    Args:
        settings_type: The class of the group.

    Returns:
        The settings, validated.

    Raises:
        SystemExit: A setting is missing or wrong; the message has one line for each, never with its value.
    """
    try:
        return settings_type()
    except ValidationError as error:
        lines = [
            f"  {'.'.join(map(str, item['loc'])).upper()}: {item['msg'].removeprefix('Value error, ')}"
            for item in error.errors()
        ]
        raise SystemExit(
            "The service cannot start: its settings are not complete.\n"
            + "\n".join(lines)
            + "\nSet them in the environment; .env.example shows each with its meaning."
        ) from None
