"""Writes a migration for what changed in the models: `python -m devtools.revision HELPER ... MESSAGE`."""

import argparse
import os

from alembic import command
from alembic.script import ScriptDirectory

from devtools.environment import prepare_environment
from devtools.migrations import configure, upgrade


def next_number(revisions: list[str]) -> str:
    """Return the number after the highest one, four digits wide; other names do not count."""
    return f"{max((int(revision) for revision in revisions if revision.isdecimal()), default=0) + 1:04}"


def main() -> None:
    """Bring the development database up to date and write down how the models differ from it."""
    parser = argparse.ArgumentParser(prog="poe revision", description=__doc__)
    parser.add_argument("helpers", nargs="*", help="modules of devtools/ that provide what is not configured")
    parser.add_argument("message", help="what changes, in a few words")
    arguments = parser.parse_args()
    prepare_environment(arguments.helpers)
    url = os.environ["DATABASE_URL"]
    upgrade(database_url=url)
    config = configure(database_url=url)
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    command.revision(config, arguments.message, autogenerate=True, rev_id=next_number(revisions))


if __name__ == "__main__":
    main()
