"""The marks of the ratchet: a text file with one entry a line, in order, so that it can be read and merged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from harness.errors import AdoptionError
from harness.project import HOME, shown

FILE = HOME / "ratchet.txt"
HEADER = """\
# Where the tests stood when these marks were last moved; nothing may become worse. `python .touchstone ratchet tighten`
# moves a mark to what is better now, `... ratchet accept` to what is worse on purpose. One entry a line, in order.
#
#   area PATH HIT/ALL             lines and branches that tests ran, of a folder; "." is the whole
#   excluded FILE N               lines that are kept out of the measurement
#   failing TEST 1                a test that failed already
#   file FILE HIT/ALL             lines and branches that tests ran, of a file
#   python VERSION 1              the Python that was measured with
#   skipped FILE N                test functions that are skipped or expected to fail
#   tests FILE N                  test functions that ran
#   unclassified FILE N           test functions without a tier
#   violation RULE FILE::TEST N   places that break a rule of the standard
"""
KINDS = ("area", "excluded", "failing", "file", "python", "skipped", "tests", "unclassified", "violation")
_LINE = re.compile(r"(\S+) (.+) (\d+)(?:/(\d+))?")


@dataclass(frozen=True, order=True)
class Mark:
    """How far something has come.

    Attributes:
        kind: What is counted, one of `KINDS`.
        subject: Of what: a path, a test, a rule and a test.
        hit: How many, or how many of `total`.
        total: Of how many; 0 when there is no such thing.
        reason: Why it was accepted that it became worse.
    """

    kind: str
    subject: str
    hit: int
    total: int = 0
    reason: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """Return what identifies it."""
        return self.kind, self.subject

    @property
    def missing(self) -> int:
        """Return what is missing from the total."""
        return self.total - self.hit

    @property
    def share(self) -> Fraction:
        """Return the share of the total, exactly; nothing of nothing is all."""
        return Fraction(self.hit, self.total) if self.total else Fraction(1)

    def __str__(self) -> str:
        """Return the line of the file."""
        amount = f"{self.hit}/{self.total}" if self.kind in {"area", "file"} else str(self.hit)
        return f"{self.kind} {self.subject} {amount}{f'  # {self.reason}' if self.reason else ''}"


Marks = Mapping[tuple[str, str], Mark]


def by_name(marks: "list[Mark]") -> dict[tuple[str, str], Mark]:
    """Return marks by what identifies them."""
    return {mark.name: mark for mark in marks}


def read_marks(file: Path = FILE) -> dict[tuple[str, str], Mark]:
    """Read the marks.

    Raises:
        AdoptionError: There is no such file, or a line in it cannot be read.
    """
    if not file.exists():
        raise AdoptionError(f"{shown(file)} is missing. `python .touchstone ratchet init` measures and writes it.")
    found: dict[tuple[str, str], Mark] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        text, _, reason = line.partition("  # ")
        parts = _LINE.fullmatch(text.strip())
        if parts is None or parts[1] not in KINDS:
            marker = line.startswith(("<<<<<<<", "=======", ">>>>>>>"))
            advice = "Merge the two sides: keep one line an entry." if marker else "Correct it or remove it."
            raise AdoptionError(f"{shown(file)}:{number}: this is no entry: {line!r}. {advice}")
        mark = Mark(parts[1], parts[2], int(parts[3]), int(parts[4] or 0), reason.strip())
        if mark.name in found:
            raise AdoptionError(f"{shown(file)}:{number}: {mark.kind} {mark.subject} stands there twice. Keep one.")
        found[mark.name] = mark
    return found


def write_marks(marks: Marks, file: Path = FILE) -> None:
    """Write the marks, in order.

    Raises:
        OSError: The file cannot be written.
    """
    lines = [str(mark) for _, mark in sorted(marks.items())]
    draft = file.with_name(f"{file.name}.tmp")
    draft.write_text(f"{HEADER}\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    draft.replace(file)
