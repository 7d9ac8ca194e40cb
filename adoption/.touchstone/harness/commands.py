"""The commands: `python .touchstone COMMAND`."""

import importlib
import os
import sys
from collections.abc import Sequence

from harness.errors import AdoptionError
from harness.project import ROOT

# The name of each command, the module whose `main` runs it, and what it does.
COMMANDS = {
    "detect": ("harness.show", "Show what was found in the project, and in which file"),
    "install": ("harness.install", "Install the project with what its tests need, as the pipeline does"),
    "test": ("harness.run", "Run the tests with tiers and guards; further words go to pytest"),
    "quality": ("harness.lint", "Hold the tests against the standard, rule by rule"),
    "ratchet": ("harness.turn", "Hold the tests against the marks in ratchet.txt: init, check, tighten, accept"),
    "remove": ("harness.remove", "Take away everything that the adoption added"),
}
TROUBLE = 2


def main(arguments: Sequence[str]) -> int:
    """Run a command.

    Args:
        arguments: Its name, and what it is given.

    Returns:
        The command's exit status; 2 when it could not do its work.
    """
    if not arguments or arguments[0] not in COMMANDS:
        width = max(map(len, COMMANDS))
        print("Usage: python .touchstone COMMAND\n")
        for name, (_, help_text) in COMMANDS.items():
            print(f"  {name:{width}}  {help_text}")
        asked = not arguments or arguments[0] in {"-h", "--help", "help"}
        return 0 if asked else TROUBLE
    os.chdir(ROOT)
    module = importlib.import_module(COMMANDS[arguments[0]][0])
    try:
        status: int = module.main(arguments[1:])
    except AdoptionError as error:
        print(error, file=sys.stderr)
        return TROUBLE
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    return status
