"""Runs everything that the pipeline runs, in its order, and says what failed."""

import argparse
import shlex
import time

from quality.annotations import annotate
from quality.command import FINDINGS, OK, run_command
from quality.processes import run
from quality.settings import read_settings


def main() -> int:
    """Run the checks of the settings, all of them even when one fails.

    Returns:
        0 when every check passed, else 1.
    """
    checks = read_settings().check
    parser = argparse.ArgumentParser(
        prog="poe check", description=__doc__, epilog="The checks stand in quality/settings.toml."
    )
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=f"run only these of: {', '.join(checks)}")
    parser.add_argument("-x", "--stop", action="store_true", help="stop at the first that fails")
    options = parser.parse_args()
    if unknown := set(options.checks) - set(checks):
        parser.error(f"there is no check {', '.join(sorted(unknown))}; there are {', '.join(checks)}")
    verdicts: dict[str, str] = {}
    for name in options.checks or checks:
        print(f"\n--- {name}: {shlex.join(checks[name])}", flush=True)
        started = time.monotonic()
        status = run(checks[name])
        verdict = "failed" if status else "passed"
        verdicts[name] = verdict
        print(f"--- {name} {verdict} in {time.monotonic() - started:.1f} s", flush=True)
        if status:
            annotate("error", f"{name} failed: {shlex.join(checks[name])}", title="Check")
            if options.stop:
                break
    print("\n" + "\n".join(f"{verdict}  {name}" for name, verdict in verdicts.items()))
    return FINDINGS if "failed" in verdicts.values() else OK


if __name__ == "__main__":
    run_command(main)
