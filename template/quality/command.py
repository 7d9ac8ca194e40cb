"""What every command of this folder has in common: its exit status, and how a wrong use ends."""

import sys
from collections.abc import Callable
from typing import NoReturn

from quality.annotations import annotate
from quality.errors import QualityError

OK = 0
FINDINGS = 1
USAGE = 2
INTERRUPTED = 130


def run_command(main: Callable[[], int]) -> NoReturn:
    """Run a command and end the process.

    Args:
        main: The command; returns its exit status.

    Raises:
        SystemExit: Always: 0 when all is well, 1 for findings, 2 when it could not be done, 130 after Ctrl-C.
    """
    try:
        status = main()
    except QualityError as error:
        print(error, file=sys.stderr)
        annotate("error", str(error))
        status = USAGE
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
