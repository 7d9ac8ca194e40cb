"""Generates a service with all defaults and runs its tests.

Needs Python 3.11 or newer with pip and venv, and git. Run it with --help for its options.
"""

import os
import sys

# Before anything is imported that an older Python could not read.
if sys.version_info < (3, 11):
    sys.exit(
        "error: this needs Python 3.11 or newer, and this is Python %d.%d\n"
        "  what to do: run it with a newer one, for example: python3.11 scripts/try.py"
        % sys.version_info[:2]
    )

# Modules are found from the repository's root, whatever the current folder is.
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from scripts import console, trial

if __name__ == "__main__":
    sys.exit(console.guarded(trial.main))
