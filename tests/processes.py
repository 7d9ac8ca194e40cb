"""What runs on this machine."""

import time
from collections.abc import Callable
from pathlib import Path


def command_line(process: Path) -> str:
    """Return the command line of a process in /proc, nothing when it has just ended."""
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def running_in(folder: Path) -> list[str]:
    """Return the command lines of processes that name a folder."""
    lines = [command_line(process) for process in Path("/proc").glob("[0-9]*")]
    return [line for line in lines if str(folder) in line]


def wait_until(happened: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something that another process does.

    Args:
        happened: whether it did.
        seconds: how long to wait at most.

    Raises:
        TimeoutError: it did not.
    """
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.5)
