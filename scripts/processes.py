"""Child processes: their output shown as it comes, and stopped cleanly on Ctrl-C."""

import os
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.1
GRACE_SECONDS = 10.0
"""How long a child may take to clean up after Ctrl-C before it is killed."""
CHUNK_BYTES = 65536

# Variables of the caller's shell that would lead the tools to other packages or settings.
FOREIGN_VARIABLES = frozenset(
    {
        "PIP_REQUIRE_VIRTUALENV",
        "PIP_TARGET",
        "PIP_USER",
        "PYTEST_ADDOPTS",
        "PYTHONHOME",
        "PYTHONPATH",
        "UV_PROJECT_ENVIRONMENT",
        "VIRTUAL_ENV",
    }
)


@dataclass(frozen=True)
class Outcome:
    """How a child ended.

    Attributes:
        status: its exit status.
        output: everything it printed, standard error included.
    """

    status: int
    output: str


def environment(**changes: str) -> dict[str, str]:
    """Return the caller's environment without what would mislead the tools.

    Args:
        changes: variables to set on top.
    """
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_VARIABLES}
    return kept | changes


def run(
    command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str], show: bool = True
) -> Outcome:
    """Run a command in a session of its own and wait for it.

    The child does not receive the terminal's Ctrl-C; this function passes it on, so that the
    child's clean-up happens out of sight and the user sees one message.

    Args:
        command: program and arguments.
        cwd: folder to run it in.
        env: its whole environment.
        show: whether its output appears on the terminal as it comes.

    Returns:
        Its exit status and its output.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; the child has ended.
    """
    reader, writer = _channel(show=show)
    try:
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except BaseException:
        os.close(reader)
        raise
    finally:
        os.close(writer)
    output = bytearray()
    try:
        _pump(child, reader, output, show=show)
    except KeyboardInterrupt:
        _stop(child, reader)
        raise
    finally:
        os.close(reader)
    return Outcome(child.returncode, output.decode(errors="replace").replace("\r\n", "\n"))


def run_attached(command: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str]) -> int:
    """Run a command that talks to the user through this process's terminal.

    Args:
        command: program and arguments.
        cwd: folder to run it in.
        env: its whole environment.

    Returns:
        Its exit status.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; the child, which got it too, has ended.
    """
    arguments = [str(part) for part in command]
    with subprocess.Popen(arguments, cwd=cwd, env=env) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.wait(timeout=GRACE_SECONDS)
            raise


def _channel(*, show: bool) -> tuple[int, int]:
    """Return reading and writing descriptors: a pseudo-terminal where colours will be seen."""
    if not (show and sys.stdout.isatty()):
        return os.pipe()
    reader, writer = os.openpty()
    termios.tcsetwinsize(writer, termios.tcgetwinsize(sys.stdout.fileno()))
    return reader, writer


def _pump(child: subprocess.Popen[bytes], reader: int, output: bytearray, *, show: bool) -> None:
    """Copy what the child prints until it ends.

    A server that the child leaves behind may hold the channel open, so the child's end, not the
    channel's, is what is waited for.
    """
    ended = False
    while True:
        readable, _, _ = select.select([reader], [], [], 0 if ended else POLL_SECONDS)
        chunk = _read(reader) if readable else b""
        output += chunk
        if show and chunk:
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        if ended and not chunk:
            return
        ended = child.poll() is not None
        if readable and not chunk and not ended:
            # The child closed its output but still runs.
            child.wait()
            return


def _read(reader: int) -> bytes:
    """Return the next bytes; a pseudo-terminal whose other side closed raises instead of ending."""
    try:
        return os.read(reader, CHUNK_BYTES)
    except OSError:
        return b""


def _stop(child: subprocess.Popen[bytes], reader: int) -> None:
    """Ask the child and everything it started to end, then insist."""
    for request in (signal.SIGINT, signal.SIGKILL):
        _signal(child, request)
        deadline = time.monotonic() + GRACE_SECONDS
        while child.poll() is None and time.monotonic() < deadline:
            try:
                # Reading on keeps a child with a full channel from waiting for ever.
                if select.select([reader], [], [], POLL_SECONDS)[0] and not _read(reader):
                    time.sleep(POLL_SECONDS)
            except KeyboardInterrupt:
                break
        if child.poll() is not None:
            return


def _signal(child: subprocess.Popen[bytes], request: signal.Signals) -> None:
    """Send a signal to the child's process group, which is its own."""
    try:
        os.killpg(child.pid, request)
    except ProcessLookupError:
        return
