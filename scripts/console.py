"""What a person sees: numbered steps, one clear message for a problem, one line for Ctrl-C."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 plus the number of SIGINT, as shells report it."""


class ProblemError(Exception):
    """Something the user can put right; shown as one message without a traceback.

    Args:
        problem: what is wrong, in one sentence.
        remedy: what to do about it.
        details: output of the program that failed, shown above the message.
    """

    def __init__(self, problem: str, remedy: str, details: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.details = details

    def __str__(self) -> str:
        """Return the whole message as it is printed."""
        message = f"error: {self.problem}\n  what to do: {self.remedy}"
        return f"{self.details.rstrip()}\n\n{message}" if self.details else message


class Steps:
    """Prints numbered steps and the seconds each took.

    Args:
        total: how many steps there will be.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._number = 0

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Announce a step and, when it ends without an exception, its duration.

        Args:
            title: what the step does.
        """
        self._number += 1
        say(f"\n[{self._number}/{self._total}] {title}")
        started = time.monotonic()
        yield
        say(f"      done in {time.monotonic() - started:.1f} s")


def say(text: str) -> None:
    """Print a line at once, also when the output goes to a file or a pipe."""
    print(text, flush=True)


def guarded(main: Callable[[], int]) -> int:
    """Run a command and turn its problems into messages.

    Args:
        main: the command; returns an exit status.

    Returns:
        The command's exit status, 1 after a problem, 130 after Ctrl-C.
    """
    try:
        return main()
    except ProblemError as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt as interruption:
        hint = str(interruption) or "Run the same command again to go on."
        print(f"\nStopped. {hint}", file=sys.stderr, flush=True)
        return INTERRUPTED
