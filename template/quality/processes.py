"""Runs the tools that the commands of this folder are made of."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def run(command: Sequence[str]) -> int:
    """Run a program and wait for its end, also after Ctrl-C: it may have a database to stop.

    Args:
        command: The program and its arguments; `python` is this Python, others are looked for beside it first.

    Returns:
        Its exit status.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed; the program has ended.
    """
    process = subprocess.Popen([find_program(command[0]), *command[1:]])
    with wait_through_interrupts(process):
        return process.wait()


def run_module(*arguments: str) -> int:
    """Run a module of this Python; see `run`."""
    return run([sys.executable, "-m", *arguments])


def find_program(name: str) -> str:
    """Return the path of a program, of the environment that this Python belongs to if it has it."""
    if name == "python":
        return sys.executable
    beside = Path(sys.executable).parent
    return shutil.which(name, path=str(beside)) or shutil.which(name) or name


@contextmanager
def wait_through_interrupts(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Let a process end by itself when this one is told to: Ctrl-C reaches both, SIGTERM is passed on as one.

    Raises:
        KeyboardInterrupt: This process was told to end, and the other one has ended.
    """
    told = []

    def pass_on(number: int, _frame: object) -> None:
        told.append(number)
        if number == signal.SIGTERM:
            process.send_signal(signal.SIGINT)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if told:
        raise KeyboardInterrupt
