"""Where a service is to be generated, and what is already there."""

import enum
import tempfile
from pathlib import Path

from scripts.console import ProblemError

SEAL = ".touchstone"
"""Written last, after every check of the generated files has passed."""
ANSWERS = ".copier-answers.yml"


class State(enum.Enum):
    """What a destination holds."""

    FREE = "nothing"
    SERVICE = "a complete generated service"
    UNFINISHED = "a service whose generation was interrupted"
    FOREIGN = "something else"


def inspect(destination: Path) -> State:
    """Return what a destination holds.

    Args:
        destination: a path that may or may not exist.
    """
    if not destination.exists() and not destination.is_symlink():
        return State.FREE
    if not destination.is_dir():
        return State.FOREIGN
    if not any(destination.iterdir()):
        return State.FREE
    if not (destination / ANSWERS).is_file():
        return State.FOREIGN
    return State.SERVICE if (destination / SEAL).is_file() else State.UNFINISHED


def require_usable(destination: Path, template: Path) -> State:
    """Make sure that a service is there or can be generated there.

    Args:
        destination: an absolute path.
        template: the folder of this repository.

    Returns:
        Either `State.FREE` or `State.SERVICE`.

    Raises:
        ProblemError: it holds something else, cannot be written or lies inside the template.
    """
    if destination.is_relative_to(template):
        raise ProblemError(
            f"{destination} is inside the template itself",
            "give a destination outside, for example: python3 scripts/try.py ../my-service",
        )
    try:
        state = inspect(destination)
        if state is State.FREE:
            _require_writable(destination)
    except OSError as error:
        raise ProblemError(
            f"{destination} cannot be written: {error.strerror}",
            "give a destination of your own, for example: python3 scripts/try.py ~/my-service",
        ) from error
    if state is State.FOREIGN:
        raise ProblemError(
            f"{destination} already exists and holds something else; nothing in it was touched",
            "give another destination, for example: python3 scripts/try.py ../my-service",
        )
    if state is State.UNFINISHED:
        raise ProblemError(
            f"{destination} holds a service whose generation or update was interrupted "
            f"(it has {ANSWERS} but no {SEAL})",
            "remove that folder if nothing in it is yours, or give another destination, "
            "and run the command again",
        )
    return state


def _require_writable(destination: Path) -> None:
    """Write to the nearest folder that exists; permission bits alone do not tell."""
    folder = destination
    while not folder.is_dir():
        if folder.exists() or folder.is_symlink():
            raise NotADirectoryError(0, f"{folder} is not a folder")
        folder = folder.parent
    with tempfile.TemporaryDirectory(prefix=".touchstone-", dir=folder):
        pass
