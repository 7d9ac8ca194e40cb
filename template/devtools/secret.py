"""A key of this machine for the access tokens, so that log-ins outlive a restart of the service."""

import secrets
from pathlib import Path

PROVIDES = "SECRET_KEY"
SUBSTITUTE = "using the key of this machine in .data/secret-key"
FILE = Path(__file__).parents[1] / ".data" / "secret-key"
ONLY_MINE = 0o600


def prepare(file: Path = FILE) -> dict[str, str]:
    """Read the key, or make one the first time.

    Args:
        file: Where the key is kept; only its owner may read it.

    Returns:
        The setting that holds the key.
    """
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=ONLY_MINE)
    if not file.read_text(encoding="utf-8"):
        file.write_text(secrets.token_urlsafe(32), encoding="utf-8")
    return {PROVIDES: file.read_text(encoding="utf-8")}
