"""Telling the owner what an update did, and what is left to decide."""

from collections.abc import Mapping, Sequence

from hooks.report import Screen, plural
from hooks.update.places import Place, Side

_LINES_SHOWN = 8


def show_places(screen: Screen, places: Sequence[Place]) -> None:
    """Print each place with file, line, what the sides hold, and what to do."""
    if not places:
        return
    screen.line(
        f"Touchstone: the update is merged, and {plural(len(places), 'place')} "
        f"{'needs' if len(places) == 1 else 'need'} your decision.",
        "yellow",
    )
    for place in places:
        screen.line()
        where = place.file if place.line is None else f"{place.file}:{place.line}"
        screen.line(f"  {where}  {place.kind}", "bold")
        for side in place.sides:
            _show_side(screen, side)
        screen.paragraph(f"→ {place.remedy}", indent="    ")
    screen.line()


def _show_side(screen: Screen, side: Side) -> None:
    """Print the beginning of what one side holds."""
    screen.line(f"    {side.title}:")
    for text in side.lines[:_LINES_SHOWN]:
        screen.line(f"      │ {text.expandtabs(4)}"[: screen.width])
    more = len(side.lines) - _LINES_SHOWN
    if more > 0:
        screen.line(f"      … and {plural(more, 'more line')}")
    if not side.lines:
        screen.line("      (nothing)")


def show_moved(screen: Screen, moved: Mapping[str, str], stays_removed: Mapping[str, str]) -> None:
    """Print where files went."""
    if moved:
        screen.line("Touchstone: the template moved these files, and your edits with them:")
        for old, new in moved.items():
            screen.line(f"  {old} → {new}")
        screen.line()
    if stays_removed:
        screen.line(
            "Touchstone: you had removed these files, so they are not back under new names:"
        )
        for new, old in stays_removed.items():
            screen.line(f"  {old}, now {new}")
        screen.line()


def show_removed(screen: Screen, files: Sequence[str]) -> None:
    """Print which files the update removed."""
    if not files:
        return
    screen.line("Touchstone: the template no longer has these files, so they are gone:", "yellow")
    for file in files:
        screen.line(f"  {file}")
    screen.paragraph(
        "You had changed nothing in them. `git restore <file>` brings one back if you use it."
    )
    screen.line()


def show_advice(screen: Screen) -> None:
    """Print how to end an update with places left to decide."""
    screen.paragraph(
        "When a file is as you want it, `git add` it; then run `uv run poe check` and commit."
    )
    screen.paragraph(
        "Nothing is lost: `git show HEAD:./<file>` prints a file as you had committed it. Copier "
        "may add that a task returned 1; that only means that places are left to decide."
    )
