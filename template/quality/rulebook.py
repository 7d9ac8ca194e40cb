"""The rules as they stand in quality/rules/: one file each, with its cases."""

from dataclasses import dataclass
from pathlib import Path

import yaml

HOME = Path(__file__).resolve().parent
RULES = HOME / "rules"
HELPERS = HOME / "helpers"
CONFIGURATION = HOME.parent / "sgconfig.yml"


@dataclass(frozen=True)
class Rule:
    """One rule of the standard.

    Attributes:
        file: where it stands.
        name: its id, which is also the name of the file.
        severity: `error` fails a run, `hint` is shown on request.
        link: the section of the document that gives the reason.
        valid: code on which it must say nothing.
        invalid: code in which it must find something.
        unless_calls: a kind of helper, after its file in quality/helpers/: a test that calls one is no violation.
    """

    file: Path
    name: str
    severity: str
    link: str
    valid: tuple[str, ...]
    invalid: tuple[str, ...]
    unless_calls: str = ""


def read_rules(folder: Path = RULES) -> dict[str, Rule]:
    """Read every rule of a folder.

    Returns:
        The rules by their id, in the order of their files.
    """
    rules = map(_read_rule, sorted(folder.glob("*.yml")))
    return {rule.name: rule for rule in rules}


def _read_rule(file: Path) -> Rule:
    content = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    metadata = content.get("metadata", {})
    return Rule(
        file=file,
        name=content["id"],
        severity=content["severity"],
        link=content["url"],
        valid=tuple(metadata.get("valid", ())),
        invalid=tuple(metadata.get("invalid", ())),
        unless_calls=metadata.get("unless-calls", ""),
    )
