"""Entry point that Copier starts, with the service's directory as working directory.

After rendering (`_tasks` in copier.yml) it checks the files that the template rendered, and as its
very last act writes the seal `.touchstone`. An update calls it twice more (`_migrations`): before
anything is written, with `--stage=before`, to keep the owner's files aside, and after the merge,
with `--stage=after`, to settle what the owner changed and to report what is left to decide.

Exit status: 0 all is well (warnings included), 1 a check failed or conflicts are left to resolve,
2 wrong command line, 130 interrupted.

Environment:
    TOUCHSTONE_VERBOSE=1 lists every check, also those that passed.
    TOUCHSTONE_CONFLICTS=report makes conflicts after an update exit with 0, for updaters that throw
        the whole update away when Copier fails (Renovate does).
    NO_COLOR (any value) switches colours off.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

# Copier still runs on 3.10: this file must too, to say so. The rest needs tomllib, new in 3.11.
OLDEST_PYTHON = (3, 11)


def complaint_about_python(version: Sequence[int], executable: str) -> str:
    """Return what to tell whose Python is too old, or an empty string.

    Args:
        version: the version's numbers, most significant first.
        executable: path of the interpreter.
    """
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return ""
    needed = ".".join(map(str, OLDEST_PYTHON))
    return (
        f"Touchstone: Copier runs on Python {version[0]}.{version[1]} ({executable}), and checking "
        f"the generated files needs Python {needed} or newer.\n"
        "Run Copier with a newer Python and repeat the command, for example: "
        f"uvx --python {needed} copier ...\n"
    )


def main() -> int:
    """Check the interpreter, then hand over to `hooks.cli`; returns the exit status."""
    complaint = complaint_about_python(tuple(sys.version_info[:3]), sys.executable)
    if complaint:
        sys.stderr.write(complaint)
        return 1
    # The template is often a clone that is thrown away: compiled files there would only cost time.
    sys.dont_write_bytecode = True
    # Instead of this folder, in which `report` and the like would be found as top-level modules.
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    from hooks.cli import run  # noqa: PLC0415 - an old Python cannot import it

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
