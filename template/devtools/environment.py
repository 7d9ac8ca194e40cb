"""Settings for this machine: the environment first, then `.env`, then what the helpers in this folder provide."""

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from dotenv import dotenv_values

ENV_FILE = Path(__file__).parents[1] / ".env"


def prepare_environment(helpers: Sequence[str]) -> None:
    """Set what is not set yet, so that the service can start.

    Args:
        helpers: Names of modules in `devtools/`. Each says in `PROVIDES` which variable it stands in for; when that
            variable is set, the helper does nothing: what the developer chose wins.
    """
    read_env_file()
    os.environ.setdefault("ENVIRONMENT", "development")
    for name in helpers:
        helper = import_module(f"devtools.{name}")
        if not os.environ.get(helper.PROVIDES):
            print(f"{helper.PROVIDES} is not set: {helper.SUBSTITUTE}", flush=True)
            os.environ.update(helper.prepare())


def read_env_file(file: Path = ENV_FILE) -> None:
    """Take over what a file of settings says and the environment does not; lines without a value say nothing.

    Args:
        file: Lines of `NAME=value`; it may be missing.
    """
    for name, value in dotenv_values(file).items():
        if value:
            os.environ.setdefault(name, value)
