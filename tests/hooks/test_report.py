"""What the terminal shows."""

import io

import pytest

from hooks.findings import Finding
from hooks.report import Screen, plural

FINDING = Finding("app/main.py", 12, "It is broken.", "Mend it.", "python-compiles")
WARNING = Finding("b.md", None, "It is odd.", "Look at it.", "links-resolve", warning=True)


class Terminal(io.StringIO):
    """Text that claims to be a terminal."""

    def isatty(self) -> bool:
        """Claim it."""
        return True


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_table_wide_terminal_has_columns_and_errors_first() -> None:
    stream = io.StringIO()

    Screen(stream).table([WARNING, FINDING])

    assert stream.getvalue() == (
        "  Check                    Where           What is wrong, and what to do\n"
        "  ───────────────────────  ──────────────  ─────────────────────────────────────\n"
        "  python-compiles          app/main.py:12  It is broken.\n"
        "                                           → Mend it.\n"
        "  links-resolve (warning)  b.md            It is odd.\n"
        "                                           → Look at it.\n"
    )


def test_table_same_remedy_in_a_row_is_said_once() -> None:
    stream = io.StringIO()

    Screen(stream).table([FINDING, WARNING, FINDING._replace(file="app/other.py")])

    assert [line.split() for line in stream.getvalue().splitlines()[2:]] == [
        ["python-compiles", "app/main.py:12", "It", "is", "broken."],
        ["python-compiles", "app/other.py:12", "It", "is", "broken."],
        ["→", "Mend", "it."],
        ["links-resolve", "(warning)", "b.md", "It", "is", "odd."],
        ["→", "Look", "at", "it."],
    ]


def test_table_narrow_terminal_lists_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()

    Screen(stream).table([FINDING._replace(message="It is broken in more than one way.")])

    assert stream.getvalue() == (
        "  python-compiles  app/main.py:12\n"
        "    It is broken in more than one way.\n"
        "    → Mend it.\n"
    )


def test_table_without_findings_prints_nothing() -> None:
    stream = io.StringIO()

    Screen(stream).table([])

    assert stream.getvalue() == ""


def test_table_long_text_is_broken_but_paths_stay_whole() -> None:
    stream = io.StringIO()
    path = "a-very-long/path-that-has-more/characters-than-the/column-has-room-for.md"

    Screen(stream).table([FINDING._replace(message=f"The link leads to {path}, and so on.")])

    assert path in stream.getvalue()


def test_line_terminal_is_coloured() -> None:
    stream = Terminal()

    Screen(stream).line("text", "red")

    assert stream.getvalue() == "\033[31mtext\033[0m\n"


def test_line_without_colour_is_plain_in_a_terminal() -> None:
    stream = Terminal()

    Screen(stream).line("text")

    assert stream.getvalue() == "text\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_line_unwanted_colour_is_left_out(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    stream = Terminal()

    Screen(stream).line("text", "red")

    assert stream.getvalue() == "text\n"


def test_line_poor_encoding_falls_back_to_ascii() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="ascii", newline="")

    Screen(stream).line("→ größe ✓ … 漢")

    stream.flush()
    assert written.getvalue() == b"-> gr\\xf6\\xdfe ok ... \\u6f22\n"


def test_line_partly_poor_encoding_keeps_what_it_has() -> None:
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="latin-1", newline="")

    Screen(stream).line("→ größe")

    stream.flush()
    assert written.getvalue() == "-> größe\n".encode("latin-1")


def test_line_control_characters_cannot_steer_the_terminal() -> None:
    stream = io.StringIO()

    Screen(stream).line("a\033[2Jb\nc")

    assert stream.getvalue() == "a\\x1b[2Jb\\nc\n"


def test_paragraph_is_broken_to_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    stream = io.StringIO()

    Screen(stream).paragraph("word " * 10)

    assert stream.getvalue() == f"{'word ' * 7}word\nword word\n"


@pytest.mark.parametrize(("number", "text"), [(0, "0 checks"), (1, "1 check"), (2, "2 checks")])
def test_plural_of_each_number_is_right(number: int, text: str) -> None:
    assert plural(number, "check") == text
