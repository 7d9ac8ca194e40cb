"""Fills in the settings that nobody gave."""

import os
from collections.abc import Sequence
from importlib import import_module


def prepare_environment(helpers: Sequence[str]) -> None:
    """Let each helper start what it provides, and set the variables that name it.

    A helper whose main variable is set already is left alone: what the developer chose wins.

    Args:
        helpers: Names of modules in `devtools/`.
    """
    os.environ.setdefault("ENVIRONMENT", "development")
    for name in helpers:
        helper = import_module(f"devtools.{name}")
        if helper.PROVIDES not in os.environ:
            os.environ.update(helper.prepare())
