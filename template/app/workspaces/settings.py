"""Settings of the workspaces, read from the environment."""

from functools import lru_cache
from typing import Annotated

from fastapi import Depends
from pydantic import Field

from app.settings import EnvironmentSettings, load_settings


class WorkspacesSettings(EnvironmentSettings):
    """Settings of the workspaces."""

    invitation_days: int = Field(default=7, ge=1, le=365)


@lru_cache
def get_settings() -> WorkspacesSettings:
    """Read the settings once; tests override this dependency.

    Raises:
        SystemExit: A setting is missing or wrong; the message names each of them.
    """
    return load_settings(WorkspacesSettings)


Settings = Annotated[WorkspacesSettings, Depends(get_settings)]
