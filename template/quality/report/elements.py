"""Builds HTML; whatever text goes in is escaped."""

from xml.etree import ElementTree as ET

Child = ET.Element | str | None


def element(tag: str, *children: Child, **attributes: str) -> ET.Element:
    """Return an element.

    Args:
        tag: Its name.
        children: Elements and texts inside it; None is left out.
        attributes: By name; an underscore at the end is dropped, others become hyphens, and empty ones are left out.
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    parent = ET.Element(tag, named)
    last: ET.Element | None = None
    for child in children:
        if isinstance(child, ET.Element):
            parent.append(child)
            last = child
        elif child and last is None:
            parent.text = (parent.text or "") + child
        elif child and last is not None:
            last.tail = (last.tail or "") + child
    return parent


def document(root: ET.Element) -> str:
    """Return a page as text."""
    return f"<!doctype html>\n{ET.tostring(root, encoding='unicode', method='html')}\n"
