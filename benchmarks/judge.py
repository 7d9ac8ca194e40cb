"""Draws findings of the rules, and tests without any, from real projects for a person to judge.

.venv/bin/python benchmarks/judge.py draw ../flask ../warehouse --seed 1 --into sheet.txt
.venv/bin/python benchmarks/judge.py score sheet.txt

Write a verdict after each `verdict:` of the sheet: for a finding `right` or `wrong`, for a test
without findings `clean` or the ids of the rules that it breaks.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The root for its own modules, the template for the rules as services run them.
sys.path[0] = str(ROOT)
sys.path.insert(1, str(ROOT / "template"))

from quality.rulebook import CONFIGURATION, HOME, RULES, read_rules
from quality.scanners import scan, scan_rules

CLEAN = "no-finding"
HEADER = re.compile(r"^=== (?P<rule>\S+) (?P<project>\S+) (?P<place>\S+)$", re.MULTILINE)
TOTAL = re.compile(r"^total (?P<rule>\S+) (?P<count>\d+)$", re.MULTILINE)
VERDICT = re.compile(r"^verdict:[ \t]*(?P<words>.*)$", re.MULTILINE)
MAX_LINES = 60


@dataclass(frozen=True, order=True)
class Extract:
    """A piece of a project that somebody should judge.

    Attributes:
        rule: what was found in it, or that nothing was.
        project: the name of the project.
        file: the path in the project.
        line: where the finding is, from one.
        first: the first line of the test around it.
        last: its last line.
    """

    rule: str
    project: str
    file: str
    line: int
    first: int
    last: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw a sheet, or count the verdicts of one.

    Returns:
        0.
    """
    parser = argparse.ArgumentParser(prog="judge.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="write a sheet")
    draw.add_argument("checkouts", nargs="+", type=Path)
    draw.add_argument("--into", type=Path, required=True)
    draw.add_argument("--seed", type=int, required=True)
    draw.add_argument("--findings", type=int, default=40, help="of each rule (default: 40)")
    draw.add_argument(
        "--clean", type=int, default=200, help="tests without findings (default: 200)"
    )
    draw.add_argument("--service", action="append", default=[], metavar="PROJECT=PACKAGE")
    score = commands.add_parser("score", help="count the verdicts of sheets")
    score.add_argument("sheets", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "draw":
        packages = dict(pair.split("=") for pair in options.service)
        extracts = [one for path in options.checkouts for one in gather(path, packages)]
        drawn = sample(extracts, options.seed, options.findings, options.clean)
        folders = {path.name: path for path in options.checkouts}
        options.into.write_text(sheet(extracts, drawn, folders), encoding="utf-8")
    else:
        print(table([path.read_text(encoding="utf-8") for path in options.sheets]))
    return 0


def gather(checkout: Path, packages: Mapping[str, str]) -> list[Extract]:
    """Run the rules on a project.

    Args:
        checkout: its folder.
        packages: the name of each project's own package, where it is not that of the folder.

    Returns:
        An extract for each finding, and one for each test in which nothing was found.
    """
    with tempfile.TemporaryDirectory() as folder:
        configuration = configure(Path(folder), packages.get(checkout.name, checkout.name))
        findings = scan_rules([str(checkout)], read_rules(), configuration)
        tests = find_tests(checkout, configuration)
    extracts = []
    for finding in findings:
        around = [span for span in tests[finding.file] if span[0] <= finding.line <= span[1]]
        first, last = around[0] if around else (max(1, finding.line - 4), finding.line + 4)
        file = str(Path(finding.file).relative_to(checkout))
        extracts.append(Extract(finding.rule, checkout.name, file, finding.line, first, last))
    found = {(one.file, one.first) for one in extracts}
    for path, spans in tests.items():
        file = str(Path(path).relative_to(checkout))
        extracts += [
            Extract(CLEAN, checkout.name, file, first, first, last)
            for first, last in spans
            if (file, first) not in found
        ]
    return extracts


def configure(folder: Path, package: str) -> Path:
    """Write settings for a project whose own package has another name; return the file."""
    matchers = folder / "matchers"
    matchers.mkdir()
    for file in (HOME / "matchers").glob("*.yml"):
        text = file.read_text(encoding="utf-8")
        (matchers / file.name).write_text(text.replace("?app(", f"?{package}("), encoding="utf-8")
    settings = folder / CONFIGURATION.name
    settings.write_text(f"ruleDirs: [{RULES}]\nutilDirs: [{matchers}]\n", encoding="utf-8")
    return settings


def find_tests(checkout: Path, configuration: Path) -> dict[str, list[tuple[int, int]]]:
    """Return the first and last line of each test, by file."""
    rule = (
        "{id: a-test, language: python, rule: {any: [{kind: decorated_definition, has: {matches: "
        "test-function}}, {matches: test-function, not: {inside: {kind: decorated_definition}}}]}, "
        "files: ['**/test_*.py', '**/*_test.py', '**/tests.py', '**/test.py']}"
    )
    tests = defaultdict(list)
    for entry in scan([str(checkout)], configuration, f"--inline-rules={rule}"):
        lines = entry["range"]["start"]["line"] + 1, entry["range"]["end"]["line"] + 1
        tests[entry["file"]].append(lines)
    return tests


def sample(
    extracts: Sequence[Extract], seed: int, findings: int, clean: int
) -> dict[str, list[Extract]]:
    """Choose at random, the same for the same seed.

    Args:
        extracts: what there is.
        seed: of the generator.
        findings: how many of each rule.
        clean: how many tests without findings.

    Returns:
        The chosen ones by rule.
    """
    by_rule = defaultdict(list)
    for one in sorted(extracts):
        by_rule[one.rule].append(one)
    return {
        rule: random.Random(seed).sample(  # noqa: S311 - repeatable is what it must be
            found, min(len(found), clean if rule == CLEAN else findings)
        )
        for rule, found in sorted(by_rule.items())
    }


def sheet(
    extracts: Sequence[Extract],
    drawn: Mapping[str, Sequence[Extract]],
    folders: Mapping[str, Path],
) -> str:
    """Return a text with every chosen piece of code and room for a verdict."""
    totals = Counter(one.rule for one in extracts)
    parts = [f"total {rule} {count}" for rule, count in sorted(totals.items())]
    for chosen in drawn.values():
        for one in chosen:
            text = (folders[one.project] / one.file).read_text(encoding="utf-8", errors="replace")
            lines = text.splitlines()[one.first - 1 : one.last]
            shown = [
                f"{'>' if number == one.line else ' '} {line}"
                for number, line in enumerate(lines, start=one.first)
            ]
            parts.append(f"\n=== {one.rule} {one.project} {one.file}:{one.line}")
            parts += shown[:MAX_LINES]
            parts.append("verdict:")
    return "\n".join(parts) + "\n"


def table(sheets: Sequence[str]) -> str:
    """Return precision and recall of each rule as Markdown.

    Recall is estimated: what is right of all findings, against that and the misses that the drawn
    tests without findings stand for.
    """
    totals: Counter[str] = Counter()
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in sheets:
        totals.update({match["rule"]: int(match["count"]) for match in TOTAL.finditer(text)})
        heads = [match["rule"] for match in HEADER.finditer(text)]
        words = [match["words"].split(" #")[0].split() for match in VERDICT.finditer(text)]
        for rule, said in zip(heads, words, strict=True):
            verdicts[rule].update(said)
    clean = verdicts.pop(CLEAN, Counter())
    weight = totals[CLEAN] / max(1, sum(clean.values()))
    lines = ["| rule | findings | judged | precision | missed in the sample | recall |"]
    lines.append("|---|---|---|---|---|---|")
    for rule, said in sorted(verdicts.items()):
        judged = said["right"] + said["wrong"]
        precision = said["right"] / max(1, judged)
        right = totals[rule] * precision
        recall = right / max(1, right + clean[rule] * weight)
        figures = [totals[rule], judged, f"{precision:.2f}", clean[rule], f"{recall:.2f}"]
        lines.append(f"| {rule} | {' | '.join(map(str, figures))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
