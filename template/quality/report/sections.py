"""The sections of the page; one whose figures were not measured is left out."""

from itertools import groupby
from xml.etree import ElementTree as ET

from quality.floors import TOTAL
from quality.measured import HIGHEST
from quality.report.elements import element
from quality.report.figures import Figures, count
from quality.report.marks import bar, delta, percent_text, rows, section, stack
from quality.report.sources import Mutation, Survivor, Violation
from quality.settings import Settings
from quality.shape import Shape
from quality.triage import Task

# More of one kind are for the command line.
MOST_ROWS = 12
MOST_LINES = 60
# The colours of the tiers, in their order.
TIER_COLOURS = ("first", "second", "third", "fourth")


def draw_sections(figures: Figures, settings: Settings) -> list[ET.Element]:
    """Return the sections, those first in which a gate can fail.

    Args:
        figures: What they show.
        settings: How commands are shown.
    """
    drawn = [
        _areas(figures, settings),
        _violations(figures.violations or (), settings),
        _tasks(figures.tasks or (), settings),
        _shape(figures.shape, settings),
        _slowest(figures.shape),
        _mutation(figures.mutation, settings),
    ]
    return [part for part in drawn if part is not None]


def _areas(figures: Figures, settings: Settings) -> ET.Element | None:
    if not figures.areas:
        return None
    items = []
    for result in figures.areas:
        kind = "good" if result.holds else "bad"
        worst = None
        if result.worst_percent < HIGHEST:
            worst = element(
                "p", "least: ", element("code", result.worst_file), f" {percent_text(result.worst_percent)}"
            )
        command = element("p", element("code", result.command(settings)), class_="command")
        change = delta(figures.change(f"coverage {result.area}"))
        name = element("strong", "the whole") if result.area == TOTAL else element("code", result.area)
        items.append(
            element(
                "li",
                element("p", name, class_="name"),
                bar(result.percent, kind, floor=result.floor),
                element("p", percent_text(result.percent), " ", change, class_=f"figure {kind}"),
                element("p", f"{'floor' if result.holds else 'below'} {result.floor:g} %", class_="limit"),
                worst,
                None if result.holds else command,
                class_=kind,
            )
        )
    lead = "Lines and branches that the tests run, by area, beside the floor that may not be fallen below."
    return section("Coverage against its floors", lead, rows(items, "areas"))


def _violations(violations: tuple[Violation, ...], settings: Settings) -> ET.Element | None:
    if not violations:
        return None
    items = []
    for (rule, message), places in groupby(violations, key=lambda violation: (violation.rule, violation.message)):
        found = list(places)
        shown = [element("code", f"{place.file}:{place.line}") for place in found[:MOST_ROWS]]
        rest = f"and {len(found) - MOST_ROWS} more" if len(found) > MOST_ROWS else ""
        items.append(
            element(
                "li",
                element("p", element("code", rule), element("small", count(len(found), "place")), class_="name"),
                element("p", message),
                element("p", *shown, rest, class_="places"),
            )
        )
    lead = element("span", "What breaks docs/TESTING_QUALITY_STANDARDS.md: ", _code(settings, "quality"))
    return section("Violations of the standard", lead, rows(items, "violations"))


def _tasks(tasks: tuple[Task, ...], settings: Settings) -> ET.Element | None:
    if not tasks:
        return None
    items = []
    for number, task in enumerate(tasks[:MOST_ROWS], start=1):
        lines = task.lines if len(task.lines) <= MOST_LINES else f"{task.lines[:MOST_LINES].rsplit(',', 1)[0]} …"
        items.append(
            element(
                "li",
                element("p", element("span", f"{number}", class_="rank"), element("code", task.file), class_="name"),
                element("p", task.layer, class_="chip"),
                bar(task.percent, "plain"),
                element("p", f"{int(task.percent)} %", class_="figure"),
                element("p", f"{count(len(task.missing_lines), 'line')} missing: ", element("code", lines)),
            )
        )
    more = f" {len(tasks) - MOST_ROWS} more files: " if len(tasks) > MOST_ROWS else " As a table or as data: "
    lead = element("span", "Where a test is worth most, the most urgent first.", more, _code(settings, "triage"))
    return section("What to test next", lead, rows(items, "tasks"))


def _shape(shape: Shape | None, settings: Settings) -> ET.Element | None:
    if not shape:
        return None
    seconds = sum(share.seconds for share in shape.shares) or 1
    kinds = [*TIER_COLOURS[: len(settings.tiers)], *["none"] * len(shape.shares)]
    items = []
    for kind, share in zip(kinds, shape.shares, strict=False):
        limit = f"{share.least:g} to {share.most:g} %" if share.most else "should be none"
        took = f"{share.seconds:.1f} s, {100 * share.seconds / seconds:.0f} % of the time"
        items.append(
            element(
                "li",
                element("p", element("i", class_=f"dot {kind}"), share.name, class_="name"),
                element("p", f"{share.percent:.1f} %", class_=f"figure {'' if share.holds else 'warn'}"),
                element("p", limit if share.holds else f"outside {limit}", class_="limit"),
                element("p", f"{count(share.tests, 'test')}, {took}"),
            )
        )
    by_tests = [(kind, share.percent) for kind, share in zip(kinds, shape.shares, strict=False)]
    by_time = [(kind, 100 * share.seconds / seconds) for kind, share in zip(kinds, shape.shares, strict=False)]
    bars = element(
        "div",
        element("p", "tests"),
        stack(by_tests),
        element("p", "time"),
        stack(by_time),
        class_="stacks",
    )
    lead = "Mostly unit tests, which are fast and say what is broken; few e2e tests, which say that all fits."
    return section("Shape of the suite", lead, bars, rows(items, "tiers"))


def _slowest(shape: Shape | None) -> ET.Element | None:
    if not shape or not shape.slowest:
        return None
    longest = shape.slowest[0].seconds or 1
    items = []
    for test in shape.slowest:
        file, _, name = test.id.partition("::")
        items.append(
            element(
                "li",
                element("p", element("code", name or file), class_="name"),
                bar(100 * test.seconds / longest, "plain"),
                element("p", f"{test.seconds:.2f} s", class_="figure"),
                element("p", element("code", file)) if name else None,
            )
        )
    return section("Slowest tests", None, rows(items, "slowest"))


def _mutation(mutation: Mutation | None, settings: Settings) -> ET.Element | None:
    if not mutation:
        return None
    packages = []
    for package in mutation.packages:
        kind = "good" if package.holds else "bad"
        recorded = "nothing recorded" if package.recorded is None else f"recorded {package.recorded:g} %"
        packages.append(
            element(
                "li",
                element("p", element("code", package.name), class_="name"),
                bar(package.percent, kind, floor=package.recorded),
                element("p", percent_text(package.percent), class_=f"figure {kind}"),
                element("p", recorded, class_="limit"),
                element("p", f"{package.killed:,} of {count(package.mutants, 'mutant')}"),
                class_=kind,
            )
        )
    survivors = [_survivor(survivor) for survivor in mutation.survivors[:MOST_ROWS]]
    lead = element("span", "Small changes to the code that a test noticed: ", _code(settings, "mutate"))
    title = element("h3", "Changes that no test noticed") if survivors else None
    return section("Mutants", lead, rows(packages, "areas"), title, rows(survivors, "survivors") if survivors else None)


def _survivor(survivor: Survivor) -> ET.Element:
    return element(
        "li",
        element("p", element("code", f"{survivor.file}:{survivor.line}"), class_="name"),
        element("p", element("del", survivor.was), class_="was"),
        element("p", element("ins", survivor.becomes), class_="becomes"),
    )


def _code(settings: Settings, task: str) -> ET.Element:
    return element("code", settings.show_task(task))
