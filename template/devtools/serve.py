"""Starts the service on this machine, with all it needs: `python -m devtools.serve HELPER ...`."""

import argparse
import signal
import sys

import uvicorn

from app.settings import Settings, load_settings
from devtools.environment import prepare_environment
from devtools.migrations import upgrade_aloud

INTERRUPTED = 130


def main() -> int:
    """Prepare the environment, bring the database up to date, and serve until Ctrl-C.

    Returns:
        The exit status of a program that was interrupted.
    """
    parser = argparse.ArgumentParser(usage="poe serve [--host HOST] [--port PORT]", description="Start the service.")
    parser.add_argument("helpers", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    arguments = parser.parse_args()
    stop_when_terminal_closes()
    try:
        prepare_environment(arguments.helpers)
        upgrade_aloud(load_settings(Settings).database_url)
        print(f"API docs: http://{arguments.host}:{arguments.port}/docs (Ctrl-C stops everything)", flush=True)
        uvicorn.run(
            "app.main:create_app",
            factory=True,
            host=arguments.host,
            port=arguments.port,
            reload=True,
            reload_dirs=["app"],
        )
    except KeyboardInterrupt:
        pass
    finally:
        # What the helpers started stops when this process ends; an impatient second Ctrl-C must not cut that short.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return INTERRUPTED


def stop_when_terminal_closes() -> None:
    """Treat a closed terminal like Ctrl-C, where the system tells of it; else the database would go on running."""
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGINT))


if __name__ == "__main__":
    sys.exit(main())
