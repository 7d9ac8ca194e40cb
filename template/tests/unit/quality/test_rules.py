"""Each rule on the cases that stand in its file."""

import re
from pathlib import Path

import pytest

from quality.cases import Case, cases_of, found_in
from quality.rulebook import Rule, read_rules

RULES = read_rules()
CASES = cases_of(RULES)
with_each_rule = pytest.mark.parametrize("rule", [pytest.param(rule, id=name) for name, rule in RULES.items()])


def of_kind(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES if case.kind == kind])


def anchors_of(document: Path) -> list[str]:
    """Return what links to the headings end in: lower case, without punctuation, hyphens for spaces."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return found_in(CASES, RULES, tmp_path_factory.mktemp("cases"))


@of_kind("valid")
def test_scan_valid_case_finds_nothing(case: Case, found: set[str]) -> None:
    assert case.name not in found, case.code


@of_kind("invalid")
def test_scan_invalid_case_finds_something(case: Case, found: set[str]) -> None:
    assert case.name in found, case.code


@with_each_rule
def test_read_rule_each_has_cases_of_both_kinds(rule: Rule) -> None:
    assert min(len(rule.valid), len(rule.invalid)) >= 1, f"{rule.file.name} needs cases under metadata"


@with_each_rule
def test_read_rule_each_is_named_like_its_file(rule: Rule) -> None:
    assert rule.file.name == f"{rule.name}.yml"


@with_each_rule
def test_read_rule_each_links_to_an_existing_section(rule: Rule) -> None:
    document, _, section = rule.link.partition("#")

    assert section in anchors_of(Path(document))
