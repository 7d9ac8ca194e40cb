"""Runs a module with the settings of this machine: `python -m devtools.run HELPER MODULE ...`."""

import runpy
import sys

from devtools.environment import prepare_environment


def main() -> None:
    """Prepare the environment, then be the module, with the arguments that follow its name."""
    helper, module, *arguments = sys.argv[1:]
    prepare_environment([helper])
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
