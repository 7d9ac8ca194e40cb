"""Draws the terminal pictures of the README from a real run of command one.

Run it with the tools' Python, on a clean clone: .venv/bin/python scripts/picture.py
"""

import argparse
import io
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pexpect
import pyte
import pyte.screens
from rich.color import Color
from rich.console import Console
from rich.style import Style
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COLUMNS = 100
ROWS = 500
"""More than a run prints, so that nothing scrolls out of the picture."""
COMMAND = "python3 scripts/try.py --ask ../order-service"
QUIET_SECONDS = 1.0
"""A question is on the screen when nothing more has come for so long."""
RUN_SECONDS = 600
SECOND_PICTURE = "[3/4]"
QUESTION = "\N{MICROPHONE}"
"""Copier puts it before each of its questions."""
LISTED = "    create  "
SHOWN_FILES = 3
"""How many of the generated files are shown at either end of the list."""

# Rich's own frame loads fonts from the network; this one uses the reader's.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


class Terminal(pyte.Screen):
    """A screen that answers when a program asks where its cursor is.

    Args:
        child: the program on the other side.
    """

    def __init__(self, child: "pexpect.spawn[str]") -> None:
        super().__init__(COLUMNS, ROWS)
        self._child = child

    def write_process_input(self, data: str) -> None:
        """Send an answer to the program."""
        self._child.send(data)


def main(arguments: Sequence[str] | None = None) -> int:
    """Record one run and draw both pictures.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when the run was green, else 1; pictures of another run are not kept.
    """
    parser = argparse.ArgumentParser(prog="picture.py", description=__doc__.splitlines()[0])
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="an empty folder for the run, whose name is seen in the pictures and which is kept; "
        "a temporary one by default",
    )
    folder = parser.parse_args(arguments).folder
    with tempfile.TemporaryDirectory(prefix="touchstone-") as temporary:
        clone = (folder or Path(temporary)) / "touchstone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        status, lines = record(clone)
    if status != 0:
        print("\n".join(line.plain for line in lines), file=sys.stderr)
        return 1
    split = next(number for number, line in enumerate(lines) if SECOND_PICTURE in line.plain)
    IMAGES.mkdir(parents=True, exist_ok=True)
    prompt = Text.assemble(("$ ", "bold green"), (COMMAND, "bold"))
    draw(IMAGES / "generate.svg", "One command, a few questions", [prompt, *shorter(lines[:split])])
    draw(IMAGES / "tests.svg", "The tests of the new service", lines[split:])
    return 0


def record(clone: Path) -> tuple[int | None, list[Text]]:
    """Run the command in a terminal, taking the default of every question.

    Args:
        clone: a clone of this repository.

    Returns:
        Its exit status, and the lines on the screen when it ended.
    """
    child = pexpect.spawn(
        sys.executable,
        COMMAND.split()[1:],
        cwd=str(clone),
        encoding="utf-8",
        dimensions=(ROWS, COLUMNS),
        timeout=None,
    )
    screen = Terminal(child)
    stream = pyte.Stream(screen)
    deadline = time.monotonic() + RUN_SECONDS
    while time.monotonic() < deadline:
        try:
            stream.feed(child.read_nonblocking(65536, timeout=QUIET_SECONDS))
        except pexpect.TIMEOUT:
            asked = any(QUESTION in line for line in screen.display)
            answered = any(SECOND_PICTURE in line for line in screen.display)
            if asked and not answered:
                child.send("\r")
        except pexpect.EOF:
            break
    child.close()
    rows = [text_of(screen.buffer[row], screen.columns) for row in range(screen.cursor.y + 1)]
    return child.exitstatus, rows


def text_of(row: "pyte.screens.StaticDefaultDict[int, pyte.screens.Char]", columns: int) -> Text:
    """Return one line of the screen with its colours.

    Args:
        row: its cells.
        columns: how many they are.
    """
    text = Text()
    cells = (row[column] for column in range(columns))
    for style, run in itertools.groupby(cells, style_of):
        text.append("".join(cell.data for cell in run), style)
    text.rstrip()
    return text


def style_of(cell: pyte.screens.Char) -> Style:
    """Return how one cell is drawn.

    Args:
        cell: a character with its attributes.
    """
    is_number = all(digit in "0123456789abcdef" for digit in cell.fg)
    # pyte says brown where others say yellow.
    name = cell.fg.replace("bright", "bright_").replace("brown", "yellow")
    return Style(
        color=Color.parse(f"#{cell.fg}" if is_number else name),
        bold=cell.bold,
        italic=cell.italics,
        underline=cell.underscore,
        reverse=cell.reverse,
    )


def draw(file: Path, title: str, lines: Sequence[Text]) -> None:
    """Write a picture.

    Args:
        file: where to.
        title: stands above the lines.
        lines: what stood in the terminal.
    """
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    for line in without_margin(lines):
        console.print(line, soft_wrap=True)
    # A fixed id: the picture changes only when the run does.
    file.write_text(
        console.export_svg(title=title, code_format=FRAME, unique_id=file.stem), encoding="utf-8"
    )


def shorter(lines: Sequence[Text]) -> list[Text]:
    """Return the lines with most of Copier's list of files replaced by their number.

    Args:
        lines: what stood in the terminal.
    """
    listed = [number for number, line in enumerate(lines) if line.plain.startswith(LISTED)]
    first, last = listed[SHOWN_FILES], listed[-SHOWN_FILES]
    left_out = Text(f"    ... {last - first} more ...", "dim")
    return [*lines[:first], left_out, *lines[last:]]


def without_margin(lines: Iterable[Text]) -> list[Text]:
    """Return the lines without the empty ones at the start and the end.

    Args:
        lines: what stood in the terminal.
    """
    kept = list(lines)
    while kept and not kept[0].plain:
        del kept[0]
    while kept and not kept[-1].plain:
        del kept[-1]
    return kept


if __name__ == "__main__":
    sys.exit(main())
