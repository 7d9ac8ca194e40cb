"""Runs ast-grep with the rules of the standard, and ruff, and gives their findings one form."""

import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quality.command import FINDINGS, OK
from quality.errors import QualityError
from quality.findings import Finding
from quality.following import called_in, home_of_helpers, names_that_lead_to
from quality.processes import find_program
from quality.rulebook import CONFIGURATION, HELPERS, Rule

Entry = Mapping[str, Any]

STANDARD = "docs/TESTING_QUALITY_STANDARDS.md"
SUPPRESSIONS = f"{STANDARD}#suppressing-a-rule"
UNUSED = "unused-suppression"


def scan_rules(paths: Sequence[str], rules: Mapping[str, Rule], configuration: Path = CONFIGURATION) -> list[Finding]:
    """Look for violations of the rules.

    Args:
        paths: files and folders.
        rules: the rules that the configuration names, by their id.
        configuration: ast-grep's file of settings.

    Returns:
        The violations, and suppressions that suppress nothing.

    Raises:
        QualityError: ast-grep is not installed or refuses a rule.
    """
    found = scan(paths, configuration, f"--error={UNUSED}")
    return [_from_rule(entry, rules) for entry in _without_followed(found, rules, configuration)]


def scan_ruff(paths: Sequence[str]) -> list[Finding]:
    """Look for what ruff enforces, with the configuration that it finds beside the tests.

    Raises:
        QualityError: ruff is not installed or refuses its configuration.
    """
    found = _run("ruff", "check", "--force-exclude", "--output-format=json", *paths)
    return [_from_ruff(entry) for entry in json.loads(found)]


def scan(paths: Iterable[str], configuration: Path, *options: str) -> list[Entry]:
    """Run ast-grep.

    Args:
        paths: files and folders.
        configuration: its file of settings.
        options: further options of `ast-grep scan`.

    Returns:
        What it found, as it says it.

    Raises:
        QualityError: ast-grep is not installed or refuses a rule.
    """
    found = _run("ast-grep", "scan", f"--config={configuration}", "--json=stream", *options, *paths)
    return [json.loads(line) for line in found.splitlines()]


def _without_followed(found: Sequence[Entry], rules: Mapping[str, Rule], configuration: Path) -> Iterator[Entry]:
    """Leave out what a rule found in tests that call helpers of which it allows that."""
    kinds = {entry["ruleId"]: rules[entry["ruleId"]].unless_calls for entry in found if entry["ruleId"] in rules}
    homes = {home_of_helpers(entry["file"]) for entry in found if kinds.get(entry["ruleId"])}
    helpers = {
        kind: names_that_lead_to(
            [_captured(entry) for entry in scan(homes, configuration, f"--rule={HELPERS / kind}.yml")]
        )
        for kind in set(kinds.values()) - {""}
    }
    for entry in found:
        kind = kinds.get(entry["ruleId"])
        if not kind or called_in(_captured(entry)["BODY"]).isdisjoint(helpers[kind]):
            yield entry


def _captured(entry: Entry) -> dict[str, str]:
    return {name: node["text"] for name, node in entry["metaVariables"]["single"].items()}


def _from_rule(found: Entry, rules: Mapping[str, Rule]) -> Finding:
    name = found["ruleId"]
    start = found["range"]["start"]
    return Finding(
        file=os.path.normpath(found["file"]),
        line=start["line"] + 1,
        column=start["column"] + 1,
        rule=name,
        message="This suppression suppresses nothing; remove it." if name == UNUSED else found["message"],
        link=SUPPRESSIONS if name == UNUSED else rules[name].link,
        severity=found["severity"],
    )


def _from_ruff(found: Entry) -> Finding:
    return Finding(
        file=os.path.relpath(found["filename"]),
        line=found["location"]["row"],
        column=found["location"]["column"],
        rule=found["code"],
        message=found["message"],
        link=found["url"] or "",
    )


def _run(program: str, *arguments: str) -> str:
    try:
        result = subprocess.run([find_program(program), *arguments], capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError as error:
        raise QualityError(f"{program} is not installed; `uv sync` installs it.") from error
    if result.returncode not in (OK, FINDINGS):
        raise QualityError(f"{program} failed:\n{result.stderr.strip()}")
    return result.stdout
