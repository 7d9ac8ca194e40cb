"""Tries rules on the cases that stand in their files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quality.rulebook import CONFIGURATION, Rule
from quality.scanners import scan_rules

# A case that begins with the path of a file is judged as that file.
_PATH = re.compile(r"# (\S+\.py)\n")
_USUAL_FILE = "tests/integration/test_case.py"


@dataclass(frozen=True)
class Case:
    """A piece of code, and what a rule should think of it.

    Attributes:
        rule: the id of the rule.
        kind: `valid` or `invalid`.
        number: its place in the list of the rule, from one.
        code: the code.
    """

    rule: str
    kind: str
    number: int
    code: str

    @property
    def name(self) -> str:
        """What it is called in reports."""
        return f"{self.rule}-{self.kind}-{self.number}"

    @property
    def file(self) -> str:
        """Where in its folder the code is put, because some rules look at the path."""
        path = _PATH.match(self.code)
        return path.group(1) if path else _USUAL_FILE


def cases_of(rules: Mapping[str, Rule]) -> list[Case]:
    """Return the cases of all rules, valid ones first."""
    return [
        Case(rule.name, kind, number, code)
        for rule in rules.values()
        for kind, codes in (("valid", rule.valid), ("invalid", rule.invalid))
        for number, code in enumerate(codes, start=1)
    ]


def found_in(
    cases: list[Case], rules: Mapping[str, Rule], folder: Path, configuration: Path = CONFIGURATION
) -> set[str]:
    """Scan all cases at once.

    Args:
        cases: what to scan.
        rules: the rules to scan with.
        folder: an empty folder to write the code into.
        configuration: ast-grep's file of settings.

    Returns:
        The names of the cases in which their own rule found something.
    """
    for case in cases:
        file = folder / case.name / case.file
        file.parent.mkdir(parents=True)
        file.write_text(case.code, encoding="utf-8")
    found = {
        (Path(finding.file).resolve().relative_to(folder.resolve()).parts[0], finding.rule)
        for finding in scan_rules([str(folder)], rules, configuration)
    }
    return {case.name for case in cases if (case.name, case.rule) in found}
