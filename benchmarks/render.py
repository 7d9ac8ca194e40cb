"""Measures what the checks after generating cost, as a ratio.

Renders the same tree with and without the template's tasks, in turns, and compares medians:
.venv/bin/python benchmarks/render.py --runs 7
"""

import argparse
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

TARGET = 1.3
"""The highest acceptable ratio of rendering with checks to rendering alone."""
DEFAULT_RUNS = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when the ratio is within the target, else 1.
    """
    parser = argparse.ArgumentParser(prog="render.py", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--runs",
        type=_positive,
        default=DEFAULT_RUNS,
        help=f"renderings of each kind (default: {DEFAULT_RUNS})",
    )
    runs = parser.parse_args(arguments).runs
    with tempfile.TemporaryDirectory(prefix="touchstone-") as folder:
        # A copy without git, so that no run spends time on a clone.
        template = copy_worktree(Path(folder) / "template")
        plain, checked = measure(template, Path(folder), runs)
    print(table(plain, checked))
    return 0 if ratio(plain, checked) <= TARGET else 1


def measure(template: Path, folder: Path, runs: int) -> tuple[list[float], list[float]]:
    """Render in turns, so that a busy moment of the machine falls on both kinds.

    Args:
        template: folder of the template.
        folder: where the renderings go.
        runs: how many of each kind are counted; one more of each warms the caches up.

    Returns:
        The seconds of each rendering without and with the tasks.
    """
    plain: list[float] = []
    checked: list[float] = []
    for run in range(runs + 1):
        plain.append(render(template, folder / f"plain-{run}", "--skip-tasks"))
        checked.append(render(template, folder / f"checked-{run}"))
    return plain[1:], checked[1:]


def render(template: Path, destination: Path, *options: str) -> float:
    """Render once with every default.

    Args:
        template: folder of the template.
        destination: folder of the rendering.
        options: further options of `copier copy`.

    Returns:
        The seconds it took, those of starting Copier included.
    """
    command = [sys.executable, "-m", "copier", "copy", "--trust", "--defaults", "--quiet"]
    started = time.perf_counter()
    subprocess.run(
        [*command, *options, str(template), str(destination)], check=True, capture_output=True
    )
    return time.perf_counter() - started


def ratio(plain: Sequence[float], checked: Sequence[float]) -> float:
    """Return how many times longer the median rendering with checks takes.

    Args:
        plain: seconds without the tasks.
        checked: seconds with them.
    """
    return statistics.median(checked) / statistics.median(plain)


def table(plain: Sequence[float], checked: Sequence[float]) -> str:
    """Return the result as text.

    Args:
        plain: seconds without the tasks.
        checked: seconds with them.
    """
    measured = ratio(plain, checked)
    verdict = "within" if measured <= TARGET else "above"
    return "\n".join(
        [
            f"{'rendering':<16}{'median s':>10}{'least s':>10}{'most s':>10}",
            _row("without checks", plain),
            _row("with checks", checked),
            f"ratio {measured:.2f}, {verdict} the target of {TARGET} ({len(plain)} runs of each)",
        ]
    )


def _row(title: str, seconds: Sequence[float]) -> str:
    """Return one line of the table."""
    columns = (statistics.median(seconds), min(seconds), max(seconds))
    return f"{title:<16}" + "".join(f"{column:>10.3f}" for column in columns)


def _positive(text: str) -> int:
    """Read a number of runs."""
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is not a number of runs; use a whole number from 1"
        raise argparse.ArgumentTypeError(message)
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
