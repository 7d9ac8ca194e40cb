"""Writes a migration for what changed in the models: `python -m devtools.revision HELPER MESSAGE`."""

import argparse
import subprocess
import sys
from collections.abc import Iterable

from alembic import command
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from app.settings import Settings, load_settings
from devtools.environment import prepare_environment
from devtools.migrations import configure, upgrade_aloud


def next_number(revisions: Iterable[str]) -> str:
    """Return the number after the highest one, four digits wide; other names do not count."""
    return f"{max((int(revision) for revision in revisions if revision.isdecimal()), default=0) + 1:04}"


def write_revision(database_url: str, message: str, *, empty: bool) -> str:
    """Write a migration that turns the schema of a database into that of the models.

    Args:
        database_url: A database that has every migration so far.
        message: What changes, in a few words.
        empty: Write one without steps, to be filled in by hand.

    Returns:
        The path of the new file.

    Raises:
        SystemExit: Database and models do not differ, so there is nothing to write.
    """
    config = configure(database_url=database_url)
    number = next_number(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())
    script = command.revision(
        config,
        message,
        autogenerate=not empty,
        rev_id=number,
        process_revision_directives=None if empty else drop_empty,
    )
    if not isinstance(script, Script):
        raise SystemExit("Database and models do not differ, so there is nothing to write (--empty writes it anyway).")
    return script.path


def drop_empty(_context: MigrationContext, _revision: object, scripts: list[MigrationScript]) -> None:
    """Leave nothing to write when a migration would have no steps."""
    if all(script.upgrade_ops is None or script.upgrade_ops.is_empty() for script in scripts):
        scripts.clear()


def tidy(file: str) -> None:
    """Remove the imports that a file does not need, and format it; what needs a person is printed."""
    for step in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, file], check=False)


def main() -> None:
    """Bring the development database up to date and write down how the models differ from it."""
    parser = argparse.ArgumentParser(usage="poe revision [--empty] MESSAGE", description="Write a migration.")
    parser.add_argument("helper", help=argparse.SUPPRESS)
    parser.add_argument("message", nargs="+", help="what changes, in a few words")
    parser.add_argument("--empty", action="store_true", help="write a migration without steps, to fill in by hand")
    arguments = parser.parse_args()
    prepare_environment([arguments.helper])
    url = load_settings(Settings).database_url
    upgrade_aloud(url)
    file = write_revision(url, " ".join(arguments.message), empty=arguments.empty)
    tidy(file)
    print(f"Written: {file}\nRead it before you commit it: a renamed column looks like a lost and a new one.")


if __name__ == "__main__":
    main()
