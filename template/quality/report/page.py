"""Draws the page."""

from pathlib import Path
from xml.etree import ElementTree as ET

from quality.report.elements import Child, document, element
from quality.report.figures import Figures, count
from quality.report.marks import bar, delta, percent_text
from quality.report.sections import draw_sections
from quality.settings import Settings

STYLE = Path(__file__).with_name("page.css")


def draw_page(figures: Figures, settings: Settings) -> str:
    """Return the report as a page that needs nothing else.

    Args:
        figures: What it shows.
        settings: How commands are shown.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Quality of {figures.name}"),
        element("style", STYLE.read_text(encoding="utf-8")),
    )
    body = element(
        "body",
        element("main", _header(figures), _cards(figures), *draw_sections(figures, settings), _footer(settings)),
    )
    return document(element("html", head, body, lang="en"))


def _header(figures: Figures) -> ET.Element:
    origin = " · ".join(filter(None, [figures.commit, figures.moment]))
    return element(
        "header",
        element("p", "Quality report", class_="eyebrow"),
        element("h1", figures.name),
        element("p", origin, class_="origin") if origin else None,
        element("p", figures.verdict, class_=f"verdict {'bad' if figures.faults else 'good'}"),
    )


def _cards(figures: Figures) -> ET.Element:
    return element(
        "section", *_coverage_card(figures), *_other_cards(figures), class_="cards", aria_label="At a glance"
    )


def _coverage_card(figures: Figures) -> list[ET.Element]:
    whole = figures.whole
    if not whole:
        return []
    change = delta(figures.change(f"coverage {whole.area}"), unit=" %")
    note = element("p", f"floor {whole.floor:g} %", class_="note")
    meter = bar(whole.percent, "good" if whole.holds else "bad", floor=whole.floor)
    return [_card("Coverage", percent_text(whole.percent), change, note, meter)]


def _other_cards(figures: Figures) -> list[ET.Element]:
    cards = []
    if figures.shape:
        tests = sum(share.tests for share in figures.shape.shares)
        note = element("p", f"in {figures.shape.seconds:.0f} s", class_="note")
        cards.append(_card("Tests", f"{tests:,}", delta(figures.change("tests"), digits=0), note))
    if figures.violations is not None:
        rules = len({violation.rule for violation in figures.violations})
        note = element("p", f"of {count(rules, 'rule')}" if rules else "of the standard", class_="note")
        change = delta(figures.change("violations"), digits=0, fewer_is_better=True)
        cards.append(_card("Violations", f"{len(figures.violations):,}", change, note))
    if figures.mutation:
        survivors = count(len(figures.mutation.survivors), "survivor")
        meter = bar(figures.mutation.percent, "good")
        change = delta(figures.change("mutation"), unit=" %")
        note = element("p", survivors, class_="note")
        cards.append(_card("Mutants killed", percent_text(figures.mutation.percent), change, note, meter))
    return cards


def _card(label: str, number: str, change: Child, *rest: Child) -> ET.Element:
    return element(
        "article", element("h2", label, " ", change), element("p", number, class_="number"), *rest, class_="card"
    )


def _footer(settings: Settings) -> ET.Element:
    return element(
        "footer",
        element("p", "Written by ", element("code", settings.show_task("report")), " from the last runs."),
    )
