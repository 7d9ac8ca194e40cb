"""Brings the database of this machine up to date: `python -m devtools.migrate HELPER ...`."""

import argparse

from app.settings import Settings, load_settings
from devtools.environment import prepare_environment
from devtools.migrations import upgrade_aloud


def main() -> None:
    """Prepare the environment and run every migration that the database does not have yet."""
    parser = argparse.ArgumentParser(usage="poe migrate", description="Bring the database up to date.")
    parser.add_argument("helpers", nargs="*", help=argparse.SUPPRESS)
    prepare_environment(parser.parse_args().helpers)
    upgrade_aloud(load_settings(Settings).database_url)


if __name__ == "__main__":
    main()
