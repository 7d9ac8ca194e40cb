"""The small parts that the page is made of: figures, bars and arrows."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from quality.measured import percentage
from quality.report.elements import Child, element


def percent_text(value: float) -> str:
    """Return a percentage without spaces around it."""
    return percentage(value).strip()


def bar(percent: float, kind: str, *, floor: float | None = None) -> ET.Element:
    """Return a bar that is filled so far, with a mark where the floor is.

    It repeats a figure that stands beside it, so nobody needs to hear it read.
    """
    mark = element("i", class_="mark", style=f"left:{floor:g}%") if floor is not None else None
    fill = element("b", class_=f"fill {kind}", style=f"width:{percent:.2f}%")
    return element("span", fill, mark, class_="bar", aria_hidden="true")


def stack(parts: Sequence[tuple[str, float]]) -> ET.Element:
    """Return one bar made of parts.

    Args:
        parts: The kind and the share of each, in per cent.
    """
    fills = [element("b", class_=f"fill {kind}", style=f"width:{percent:.2f}%") for kind, percent in parts if percent]
    return element("span", *fills, class_="bar stack", aria_hidden="true")


def delta(change: float | None, *, unit: str = "", digits: int = 1, fewer_is_better: bool = False) -> ET.Element | None:
    """Return an arrow for what moved since the earlier report.

    Args:
        change: How far it moved; None when it is not known.
        unit: Stands behind the figure.
        digits: How many of them stand behind the point.
        fewer_is_better: Whether falling is good.
    """
    if change is None:
        return None
    if not round(change, digits):
        return element("small", "±0", class_="delta", title="since the last run")
    rises = change > 0
    kind = "bad" if rises == fewer_is_better else "good"
    figure = f"{'▲' if rises else '▼'} {abs(change):.{digits}f}{unit}"
    return element("small", figure, class_=f"delta {kind}", title="since the last run")


def section(title: str, lead: Child, *children: Child) -> ET.Element:
    """Return a section of the page.

    Args:
        title: Its heading.
        lead: A sentence below it.
        children: What it holds.
    """
    return element(
        "section",
        element("h2", title),
        element("p", lead, class_="lead") if lead not in (None, "") else None,
        *children,
    )


def rows(items: Sequence[ET.Element], kind: str) -> ET.Element:
    """Return a list of rows."""
    return element("ul", *items, class_=f"rows {kind}")
