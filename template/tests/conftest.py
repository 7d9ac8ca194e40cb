"""Loads the fixtures. Each module in `tests/fixtures/` is a pytest plugin; its name says what it gives."""

from pathlib import Path
from pkgutil import iter_modules

import pytest

HERE = Path(__file__).parent

if not (HERE.parent / ".touchstone").exists():
    pytest.exit(
        "The file .touchstone is missing: generating or updating this service did not finish, and files may lack. "
        "After an update, run `git restore .` and update again; else remove the folder and generate it again.",
        returncode=pytest.ExitCode.USAGE_ERROR,
    )

# They may import each other: pytest must know all of them before it loads the first.
pytest.register_assert_rewrite("tests.fixtures")
pytest_plugins = [f"tests.fixtures.{module.name}" for module in iter_modules([str(HERE / "fixtures")])]
pytest_plugins += ["quality.recorder"]
