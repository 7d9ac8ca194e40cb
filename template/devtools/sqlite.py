"""The development database: a file."""

from pathlib import Path

PROVIDES = "DATABASE_URL"
SUBSTITUTE = "using the file .data/development.sqlite"
DATA = Path(__file__).parents[1] / ".data"


def prepare() -> dict[str, str]:
    """Make room for the development database.

    Returns:
        The settings that name it.
    """
    DATA.mkdir(exist_ok=True)
    return {PROVIDES: f"sqlite:///{DATA / 'development.sqlite'}"}
