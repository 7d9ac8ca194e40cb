"""Tables in Markdown."""

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: Sequence[int] = ()) -> str:
    """Return a table.

    Args:
        headings: Of the columns.
        rows: A cell for each column.
        numbers: The columns, counted from nought, that hold figures and stand to the right.
    """
    marks = ["--:" if column in numbers else "---" for column in range(len(headings))]
    lines = [headings, marks, *([escape(str(cell)) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(text: str) -> str:
    """Return text as code: with one backtick more around it than it has in a row."""
    fence = "`"
    while fence in text:
        fence += "`"
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def escape(text: str) -> str:
    """Return text as a cell holds it: on one line, and with bars that end no cell."""
    return text.replace("|", "\\|").replace("\n", " ")
