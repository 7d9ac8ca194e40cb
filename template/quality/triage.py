"""Turns the coverage of the last `poe cover` into a work list: which files to write tests for first."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from quality.annotations import annotate
from quality.command import OK, run_command
from quality.markdown import code, table
from quality.measured import Covered, read_coverage
from quality.settings import Settings, read_settings
from quality.spans import spans

EPILOG = """\
Files that no test runs come first, then those with the lowest coverage; among equals the core before its helpers, then
whichever misses most lines. Files that are nearly finished come last. The layers, and what is nearly finished, stand
in quality/settings.toml.
"""
# No more annotations of one kind are shown for a step.
ANNOTATED = 10


@dataclass(frozen=True)
class Task:
    """A file that needs tests.

    Attributes:
        file: Its path from the root of the repository.
        layer: The layer it belongs to.
        percent: How far it is covered.
        missing_lines: The numbers of the lines that no test runs.
        missing_branches: The branches that no test takes, as pairs of lines: from, to.
    """

    file: str
    layer: str
    percent: float
    missing_lines: tuple[int, ...]
    missing_branches: tuple[tuple[int, int], ...]

    @property
    def lines(self) -> str:
        """Return the missing lines and branches to be read: `4-7, 12, 20->22`."""
        jumps = [f"{start}->{'exit' if end < 0 else end}" for start, end in self.missing_branches]
        return ", ".join([*map(str, spans(self.missing_lines)), *jumps])


def layer_of(path: str, layers: Mapping[str, Sequence[str]]) -> str:
    """Return the layer of a file.

    Args:
        path: The file.
        layers: The names of modules and folders of each layer; a layer without names takes the other files.

    Returns:
        The layer that the module's name belongs to, else its folder's, else that one's folder's, and so on.
    """
    pure = PurePosixPath(path)
    for name in (pure.stem, *reversed(pure.parent.parts)):
        for layer, patterns in layers.items():
            if any(fnmatchcase(name, pattern) for pattern in patterns):
                return layer
    return next((layer for layer, patterns in layers.items() if not patterns), "")


def rank(files: Mapping[str, Covered], settings: Settings) -> list[Task]:
    """Put files in the order in which tests for them are worth most.

    Args:
        files: What ran of each file.
        settings: The layers, and what is nearly finished.

    Returns:
        The files that miss something: those that never ran, the lowest coverage in whole per cent, the inner layer,
        the most missing lines; those nearly finished after all others.
    """
    layers = [*settings.layers, ""]
    tasks = [
        Task(path, layer_of(path, settings.layers), covered.percent, covered.missing_lines, covered.missing_branches)
        for path, covered in files.items()
        if covered.hit < covered.total
    ]
    return sorted(
        tasks,
        key=lambda task: (
            task.percent >= settings.nearly_finished,
            task.percent > 0,
            int(task.percent),
            layers.index(task.layer),
            -len(task.missing_lines),
            task.file,
        ),
    )


def as_table(tasks: Sequence[Task]) -> str:
    """Return a work list for a terminal."""
    width = max([4, *(len(task.file) for task in tasks)])
    layer_width = max([5, *(len(task.layer) for task in tasks)])
    rows = [f"  #  {'File':{width}}  {'Layer':{layer_width}}  Covered  Missing  Lines, and branches as from->to"]
    for number, task in enumerate(tasks, start=1):
        figures = f"{int(task.percent):5} %  {len(task.missing_lines):7}"
        rows.append(f"{number:3}  {task.file:{width}}  {task.layer:{layer_width}}  {figures}  {task.lines}")
    return "\n".join(rows)


def as_markdown(tasks: Sequence[Task]) -> str:
    """Return a work list as a Markdown table."""
    headings = ("#", "file", "layer", "covered", "missing", "lines, and branches as from->to")
    rows = [
        (number, code(task.file), task.layer, f"{int(task.percent)} %", len(task.missing_lines), task.lines)
        for number, task in enumerate(tasks, start=1)
    ]
    return table(headings, rows, numbers=(0, 3, 4))


def as_json(tasks: Sequence[Task]) -> str:
    """Return a work list as JSON: a list of objects, the first file first."""
    return json.dumps(
        [
            {
                "rank": number,
                "file": task.file,
                "layer": task.layer,
                "percent": round(task.percent, 2),
                "missing_lines": task.missing_lines,
                "missing_branches": task.missing_branches,
            }
            for number, task in enumerate(tasks, start=1)
        ],
        indent=2,
    )


FORMATS: Mapping[str, Callable[[Sequence[Task]], str]] = {"table": as_table, "markdown": as_markdown, "json": as_json}


def main() -> int:
    """Show the work list, or write it to a file.

    Returns:
        0, also when there is work.
    """
    parser = argparse.ArgumentParser(
        prog="poe triage", description=__doc__, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to write it (default: %(default)s)")
    parser.add_argument("--limit", type=int, default=20, help="how many files to list (default: %(default)s, 0: all)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file, not to the terminal")
    options = parser.parse_args()
    tasks = rank(read_coverage(), read_settings())
    listed = tasks[: options.limit or None]
    text = FORMATS[options.format](listed)
    if options.output:
        options.output.write_text(f"{text}\n", encoding="utf-8")
    elif tasks or options.format == "json":
        print(text)
    else:
        print("Every line and branch is covered.")
    for task in listed[:ANNOTATED] if options.format == "table" else ():
        annotate("notice", f"{int(task.percent)} % covered; missing: {task.lines}", title="Triage", file=task.file)
    return OK


if __name__ == "__main__":
    run_command(main)
