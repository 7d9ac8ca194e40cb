"""Installs the project with what its tests need."""

import argparse
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence

from harness.detection import install
from harness.environment import clean, make_environment
from harness.project import ROOT, read_settings


def main(arguments: Sequence[str]) -> int:
    """Run the commands that `detect` shows.

    Returns:
        0, or the exit status of the first command that failed.
    """
    parser = argparse.ArgumentParser(prog="python .touchstone install", description=__doc__)
    parser.add_argument(
        "--python", default="", metavar="VERSION", help="the Python to install for, like 3.12, where pip installs"
    )
    options = parser.parse_args(arguments)
    settings = read_settings()
    python = make_environment(settings, options.python)
    for command in install(ROOT, settings):
        words = [word.replace("{python}", str(python)) for word in shlex.split(command)]
        print(f"$ {shlex.join(words)}", flush=True)
        words[0] = shutil.which(words[0]) or words[0]
        status = subprocess.run(words, cwd=ROOT, env=clean(os.environ), check=False).returncode
        if status:
            return status
    return 0
