"""Each rule of the standard finds its defect in a generated service, and says where and why."""

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Rendered
from tests.installing import run
from tests.rendering import ROOT, Variant

RULES: dict[str, dict[str, Any]] = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / "template/quality/rules").glob("*.yml"))
}
STANDARD = ROOT / "template/docs/TESTING_QUALITY_STANDARDS.md"
with_each_rule = pytest.mark.parametrize("rule", RULES)


@pytest.fixture(scope="module")
def said(rendered: Rendered, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what `poe quality` says of a service with a defect for each rule."""
    source = rendered(Variant("bare", "sqlite", "none"))
    service = Path(shutil.copytree(source, tmp_path_factory.mktemp("planted") / "service"))
    folder = service / "tests/integration/planted"
    folder.mkdir()
    for name, rule in RULES.items():
        (folder / f"test_{name}.py").write_text(rule["metadata"]["invalid"][0], encoding="utf-8")
    result = run([sys.executable, "-m", "quality.lint", "--hints"], service)
    assert result.returncode == 1, result.stdout
    return result.stdout


@with_each_rule
def test_quality_planted_defect_is_found_with_place_message_and_link(said: str, rule: str) -> None:
    place = rf"tests/integration/planted/test_{rule}\.py:\d+:\d+: {rule}: "
    reason = re.escape(f"{RULES[rule]['message']}\n    {RULES[rule]['url']}\n")

    assert re.search(place + reason, said)


@with_each_rule
def test_standard_section_of_a_rule_links_to_its_file(rule: str) -> None:
    number = rule[2:5]
    section = STANDARD.read_text(encoding="utf-8").split(f"### TQ-{number} ")[1].split("\n### ")[0]

    assert f"(../quality/rules/{rule}.yml)" in section


def test_standard_links_to_rules_all_exist() -> None:
    linked = re.findall(r"\.\./quality/rules/([\w-]+)\.yml", STANDARD.read_text(encoding="utf-8"))

    assert sorted(set(linked)) == sorted(RULES)


@with_each_rule
def test_rule_has_eight_cases_of_each_kind_at_least(rule: str) -> None:
    cases = RULES[rule]["metadata"]

    assert min(len(cases["valid"]), len(cases["invalid"])) >= 8
