"""The seal: a file that says that generating the service came to its end."""

import contextlib
import os
from pathlib import Path

NAME = ".touchstone"
# The folder of an adopted project has that name, so its seal lies inside.
_ADOPTED = ".touchstone/settings.toml"

TEXT = """\
This file is the seal of Touchstone, the template this service was made from.
It is written last, after every check of the generated files has passed, and removed
while an update is under way. The tests refuse to run without it: when it is missing,
generating or updating was interrupted or failed, and files may be missing or half merged.
Commit this file, and do not edit it.
"""


def name(root: Path) -> str:
    """Return the path of the seal in `root`."""
    return f"{NAME}/seal" if (root / _ADOPTED).exists() else NAME


def write(root: Path) -> None:
    """Write the seal into `root`: whole or not at all.

    Raises:
        OSError: the directory cannot be written.
    """
    seal = root / name(root)
    draft = seal.with_name(f"{seal.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(TEXT, encoding="utf-8", newline="\n")
        draft.replace(seal)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def remove(root: Path) -> None:
    """Remove the seal from `root`, when there is one.

    Raises:
        OSError: the directory cannot be written.
    """
    (root / name(root)).unlink(missing_ok=True)
