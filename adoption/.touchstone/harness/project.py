"""The project that the harness stands beside, and what the settings say about it."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.errors import AdoptionError

HOME = Path(__file__).resolve().parent.parent
"""The folder `.touchstone`."""
ROOT = HOME.parent
"""The project's folder."""
CACHE = HOME / ".cache"
"""What the commands make; git ignores it."""
AUTO = "auto"


@dataclass(frozen=True)
class Settings:
    """What `settings.toml` says.

    Attributes:
        framework: `auto`, or a framework's name.
        packages: Folders whose code is measured, from the project's folder.
        tests: Folders with tests, from the project's folder.
        pytest: `auto`, `none`, or the file with pytest's settings.
        coverage: `auto`, `none`, or the file with the settings of coverage.
        package_manager: uv, poetry, pdm or pip.
        install: Commands that install the project; empty for those that detection proposes.
        python: Path of the Python that runs the tests; empty for the package manager's.
        pytest_arguments: Further arguments for pytest.
        subfolder: Where the project stands in its repository; empty at the top.
    """

    framework: str
    packages: tuple[str, ...]
    tests: tuple[str, ...]
    pytest: str
    coverage: str
    package_manager: str
    install: tuple[str, ...]
    python: str
    pytest_arguments: tuple[str, ...]
    subfolder: str


def read_settings(file: Path = HOME / "settings.toml") -> Settings:
    """Read the settings.

    Args:
        file: A TOML file.

    Raises:
        AdoptionError: The file is broken, or a value is of the wrong kind.
    """
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise AdoptionError(f"{shown(file)} cannot be read: {error}.") from error
    return Settings(
        framework=_text(file, table, "framework", AUTO),
        packages=_texts(file, table, "packages", ["."]),
        tests=_texts(file, table, "tests", ["."]),
        pytest=_text(file, table, "pytest", AUTO),
        coverage=_text(file, table, "coverage", AUTO),
        package_manager=_text(file, table, "package_manager", "pip"),
        install=_texts(file, table, "install", []),
        python=_text(file, table, "python", ""),
        pytest_arguments=_texts(file, table, "pytest_arguments", []),
        subfolder=_text(file, table, "subfolder", ""),
    )


def shown(path: Path) -> str:
    """Return a path as one would type it in the project's folder."""
    return Path(os.path.relpath(path, ROOT)).as_posix()


def _text(file: Path, table: dict[str, Any], name: str, default: str) -> str:
    value = table.get(name, default)
    if not isinstance(value, str):
        raise AdoptionError(f"{shown(file)}: {name} is {value!r}; write a text in quotes.")
    return value


def _texts(file: Path, table: dict[str, Any], name: str, default: list[str]) -> tuple[str, ...]:
    value = table.get(name, default)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise AdoptionError(f'{shown(file)}: {name} is {value!r}; write a list of texts, like ["src/shop"].')
    return tuple(value)
