"""Numbers of lines, drawn together where they follow each other."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Lines that follow each other, the last one included."""

    first: int
    last: int

    def __str__(self) -> str:
        """Return them as one reads them: `4-7`, or `4` alone."""
        return f"{self.first}-{self.last}" if self.last > self.first else str(self.first)


def spans(numbers: Iterable[int]) -> list[Span]:
    """Draw numbers together.

    Args:
        numbers: Of lines, in any order.
    """
    found: list[Span] = []
    for number in sorted(numbers):
        if found and found[-1].last == number - 1:
            found[-1] = Span(found[-1].first, number)
        else:
            found.append(Span(number, number))
    return found
