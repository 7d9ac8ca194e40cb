"""Writes the report as Markdown, for the summary of a pipeline."""

from collections import Counter

from quality import markdown
from quality.floors import TOTAL
from quality.measured import HIGHEST
from quality.report.figures import Figures, count
from quality.report.marks import percent_text
from quality.settings import Settings
from quality.triage import as_markdown

MOST_TASKS = 10


def write_summary(figures: Figures, settings: Settings) -> str:
    """Return the report as Markdown.

    Args:
        figures: What it shows.
        settings: How commands are shown.
    """
    origin = " · ".join(filter(None, [figures.commit, figures.moment]))
    parts = [
        f"## Quality of {figures.name}\n\n**{figures.verdict}**{f' ({origin})' if origin else ''}",
        _areas(figures, settings),
        _violations(figures, settings),
        _tasks(figures, settings),
        _shape(figures),
        _mutation(figures, settings),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _areas(figures: Figures, settings: Settings) -> str:
    if not figures.areas:
        return ""
    rows = [
        (
            "**the whole**" if result.area == TOTAL else markdown.code(result.area),
            f"{result.floor:g} %",
            percent_text(result.percent),
            _moved(figures.change(f"coverage {result.area}")),
            "" if result.holds else "**below**",
            f"{markdown.code(result.worst_file)} {percent_text(result.worst_percent)}"
            if result.worst_percent < HIGHEST
            else "",
        )
        for result in figures.areas
    ]
    commands = "".join(
        f"\n\nMissing lines of {result.area}: {markdown.code(result.command(settings))}"
        for result in figures.areas
        if not result.holds
    )
    headings = ("area", "floor", "actual", "since last", "", "worst file")
    return f"### Coverage\n\n{markdown.table(headings, rows, numbers=(1, 2, 3))}{commands}"


def _violations(figures: Figures, settings: Settings) -> str:
    if not figures.violations:
        return ""
    counted = Counter((violation.rule, violation.message) for violation in figures.violations)
    rows = [(markdown.code(rule), message, places) for (rule, message), places in counted.most_common()]
    table = markdown.table(("rule", "what is wrong", "places"), rows, numbers=(2,))
    return f"### Violations of the standard\n\n{table}\n\nEach place: {markdown.code(settings.show_task('quality'))}"


def _tasks(figures: Figures, settings: Settings) -> str:
    if not figures.tasks:
        return ""
    table = as_markdown(figures.tasks[:MOST_TASKS])
    hidden = len(figures.tasks) - MOST_TASKS
    more = f"\n\n{count(hidden, 'file')} more: {markdown.code(settings.show_task('triage'))}" if hidden > 0 else ""
    return f"### What to test next\n\n{table}{more}"


def _shape(figures: Figures) -> str:
    if not figures.shape:
        return ""
    rows = [
        (
            share.name,
            share.tests,
            f"{share.percent:.1f} %",
            f"{share.least:g} to {share.most:g} %",
            f"{share.seconds:.1f} s",
            "" if share.holds else "**outside**",
        )
        for share in figures.shape.shares
    ]
    slowest = [(markdown.code(test.id), f"{test.seconds:.2f} s") for test in figures.shape.slowest]
    table = markdown.table(("tier", "tests", "share", "limits", "time", ""), rows, numbers=(1, 2, 3, 4))
    return f"### Shape of the suite\n\n{table}\n\n{markdown.table(('slowest tests', 'time'), slowest, numbers=(1,))}"


def _mutation(figures: Figures, settings: Settings) -> str:
    if not figures.mutation:
        return ""
    rows = [
        (
            markdown.code(package.name),
            "none" if package.recorded is None else f"{package.recorded:g} %",
            percent_text(package.percent),
            f"{package.killed} of {package.mutants}",
            "" if package.holds else "**below**",
        )
        for package in figures.mutation.packages
    ]
    table = markdown.table(("package", "recorded", "killed", "mutants", ""), rows, numbers=(1, 2, 3))
    survivors = count(len(figures.mutation.survivors), "survivor")
    return f"### Mutants\n\n{table}\n\n{survivors}: {markdown.code(settings.show_task('mutate'))}"


def _moved(change: float | None) -> str:
    return "" if change is None else f"{change:+.1f}"
