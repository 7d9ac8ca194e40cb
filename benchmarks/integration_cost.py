"""Measures what an integration test costs in a generated service, as a ratio to the least it could.

The floor is an empty test with one insert and one select in a savepoint, by the same driver. Beside
it stand the usual ways to isolate tests: .venv/bin/python benchmarks/integration_cost.py
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

# Modules are found from the repository's root, whatever the current folder is.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from scripts.worktree import copy_worktree

STRATEGIES = Path(__file__).with_name("integration_cost")
OURS, FLOOR = "harness", "floor"
TITLES = {
    "empty": "an empty test",
    FLOOR: "the floor",
    OURS: "this harness",
    "request": "this harness, a request",
    "truncate": "TRUNCATE after each test",
    "memory": "SQLite in memory, made for each test",
    "tables": "all tables made for each test",
}
# These run with the fixtures of the service; the others stand alone.
INSIDE = (OURS, "request")
TARGET = 2.0
"""The highest acceptable ratio of a test with the harness to the floor."""
FEW, MANY = 20, 220
START = """
import os, subprocess, sys, uuid
import psycopg
from devtools.migrations import upgrade
from devtools.postgresql import start_server
from sqlalchemy import make_url
server, name = start_server("cost"), f"cost_{uuid.uuid4().hex}"
with psycopg.connect(server, autocommit=True) as connection:
    connection.execute("ALTER SYSTEM SET fsync = off")
    connection.execute("ALTER SYSTEM SET synchronous_commit = off")
    connection.execute("SELECT pg_reload_conf()")
    connection.execute(f"CREATE DATABASE {name}")
    url = make_url(server).set(database=name)
    upgrade(database_url=url.render_as_string(hide_password=False))
    url = url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    result = subprocess.run(sys.argv[1:], env=os.environ | {"COST_URL": url})
    connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
sys.exit(result.returncode)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when the ratio is within the target, else 1.
    """
    parser = argparse.ArgumentParser(
        prog="integration_cost.py", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of each kind (default: 3)")
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory(prefix="touchstone-") as name:
        # The embedded database may run as another user, who must get in.
        folder = Path(name)
        folder.chmod(0o755)
        costs = measure(install(folder), runs)
    floor = costs[FLOOR]
    print(f"{'isolation':<38}{'ms a test':>10}{'ratio':>8}")
    for strategy, title in TITLES.items():
        print(f"{title:<38}{costs[strategy]:>10.2f}{costs[strategy] / floor:>8.2f}")
    ratio = costs[OURS] / floor
    verdict = "within" if ratio <= TARGET else "above"
    print(f"ratio {ratio:.2f}, {verdict} the target of {TARGET} (median of {runs} runs)")
    return 0 if ratio <= TARGET else 1


def install(folder: Path) -> Path:
    """Generate and install a service, and put the strategies into it."""
    template, service = copy_worktree(folder / "template"), folder / "service"
    copy = [sys.executable, "-m", "copier", "copy", "--trust", "--defaults", "--quiet"]
    answers = ["--data", "starter=tracker", "--data", "database=postgresql"]
    subprocess.run([*copy, *answers, str(template), str(service)], check=True, capture_output=True)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "sync", "--quiet"], cwd=service, check=True)
    subprocess.run([uv, "pip", "install", "--quiet", "aiosqlite"], cwd=service, check=True)
    (service / "cost").mkdir()
    (service / "tests/integration/cost").mkdir()
    shutil.copy(STRATEGIES / "many.py", service / "cost/many.py")
    for strategy in TITLES:
        shutil.copy(STRATEGIES / f"{strategy}.py", service / home(strategy))
    return service


def home(strategy: str) -> str:
    """Return where the tests of a strategy stand in the service."""
    return f"{'tests/integration/cost' if strategy in INSIDE else 'cost'}/test_{strategy}.py"


def measure(service: Path, runs: int) -> dict[str, float]:
    """Run the strategies in turns, so that a busy moment of the machine falls on all of them.

    Returns:
        The milliseconds that one more test takes, by strategy; what starting takes is not in it.
    """
    costs: dict[str, list[float]] = {strategy: [] for strategy in TITLES}
    for run in range(runs + 1):
        for strategy, found in costs.items():
            few, many = (seconds(service, strategy, tests) for tests in (FEW, MANY))
            # The first run warms the caches up.
            if run:
                found.append((many - few) / (MANY - FEW) * 1000)
    return {strategy: statistics.median(found) for strategy, found in costs.items()}


def seconds(service: Path, strategy: str, tests: int) -> float:
    """Return how long a run with a number of tests takes.

    Raises:
        SystemExit: a test failed, and what is measured means nothing.
    """
    python = str(service / ".venv/bin/python")
    command = [python, "-m", "pytest", "-q", "-p", "no:randomly", home(strategy)]
    environment = {"COST_TESTS": str(tests), "PATH": "/usr/bin:/bin", "HOME": str(Path.home())}
    started = time.perf_counter()
    result = subprocess.run(
        [python, "-c", START, *command],
        cwd=service,
        env=environment,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode:
        raise SystemExit(result.stdout)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
