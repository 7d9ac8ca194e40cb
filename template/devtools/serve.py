"""Starts the service on this machine, with all it needs: `python -m devtools.serve HELPER ...`."""

import argparse
import os

import uvicorn

from devtools.environment import prepare_environment
from devtools.migrations import upgrade


def main() -> None:
    """Prepare the environment, bring the database up to date, and serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="poe serve", description=__doc__)
    parser.add_argument("helpers", nargs="*", help="modules of devtools/ that provide what is not configured")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    arguments = parser.parse_args()
    prepare_environment(arguments.helpers)
    upgrade(database_url=os.environ["DATABASE_URL"])
    print(f"API docs: http://{arguments.host}:{arguments.port}/docs  (Ctrl-C stops everything)", flush=True)
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=arguments.host,
        port=arguments.port,
        reload=True,
        reload_dirs=["app"],
    )


if __name__ == "__main__":
    main()
