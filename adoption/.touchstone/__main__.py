"""Runs the commands of this folder: `python .touchstone COMMAND`. Needs Python 3.11 or newer."""

import sys

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit(
        "The commands of .touchstone need Python 3.11 or newer, and this is Python {}.{}. The tests may run on an "
        "older one. With uv: uv run --no-project --python 3.13 .touchstone {}".format(
            sys.version_info[0], sys.version_info[1], " ".join(sys.argv[1:])
        )
    )

from harness.commands import main

sys.exit(main(sys.argv[1:]))
