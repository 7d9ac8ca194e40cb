"""Checks of the configuration of pytest and coverage."""

import pytest

from hooks.checks.testing import no_shadowing_config, tiers_strict
from hooks.findings import Finding
from tests.hooks.builders import PYPROJECT, SERVICE
from tests.hooks.conftest import Plant

DEAD = "coverage reads .coveragerc and never looks here."
DEAD_REMEDY = "Move its settings to .coveragerc and delete them here."


def test_tiers_strict_complete_configuration_finds_nothing(plant: Plant) -> None:
    assert list(tiers_strict.findings(plant(SERVICE))) == []


def test_tiers_strict_unregistered_tier_is_named(plant: Plant) -> None:
    tree = plant({**SERVICE, "pyproject.toml": PYPROJECT.replace('"e2e: c", ', "")})

    findings = list(tiers_strict.findings(tree))

    message = "The test tier 'e2e' is not registered as a marker."
    remedy = 'Add "e2e: ..." to `markers` in the pytest configuration.'
    assert findings == [Finding("pyproject.toml", 4, message, remedy, "tiers-strict")]


def test_tiers_strict_missing_folder_is_named(plant: Plant) -> None:
    tree = plant({key: value for key, value in SERVICE.items() if "/unit/" not in key})

    findings = list(tiers_strict.findings(tree))

    message = "The test tier 'unit' has no folder, so no test can belong to it."
    remedy = "Add the folder tests/unit to the template."
    assert findings == [Finding("tests/unit", None, message, remedy, "tiers-strict")]


@pytest.mark.parametrize(
    "setting", ["", "strict = false", 'addopts = ["-ra"]', "strict_config = true"]
)
def test_tiers_strict_lenient_markers_are_reported(plant: Plant, setting: str) -> None:
    tree = plant({**SERVICE, "pyproject.toml": PYPROJECT.replace("strict = true", setting)})

    findings = list(tiers_strict.findings(tree))

    message = "Unknown markers are not errors: a mistyped tier would silently never run."
    remedy = "Set `strict = true` or `strict_markers = true` in the pytest configuration."
    assert findings == [Finding("pyproject.toml", 4, message, remedy, "tiers-strict")]


@pytest.mark.parametrize(
    "setting",
    [
        "strict_markers = true",
        'strict_markers = "true"',
        'addopts = "-ra --strict-markers"',
        'addopts = ["--strict-markers"]',
    ],
)
def test_tiers_strict_other_ways_of_being_strict_find_nothing(plant: Plant, setting: str) -> None:
    tree = plant({**SERVICE, "pyproject.toml": PYPROJECT.replace("strict = true", setting)})

    assert list(tiers_strict.findings(tree)) == []


def test_tiers_strict_older_table_with_markers_as_text_finds_nothing(plant: Plant) -> None:
    text = (
        "[tool.pytest.ini_options]\r\naddopts = '--strict-markers'\r\n"
        'markers = """\r\nunit: a\r\nintegration(x): b\r\ne2e\r\nperformance: d"""\r\n'
    )

    assert list(tiers_strict.findings(plant({**SERVICE, "pyproject.toml": text}))) == []


def test_tiers_strict_without_pytest_configuration_reports_every_tier(plant: Plant) -> None:
    findings = list(tiers_strict.findings(plant({**SERVICE, "pyproject.toml": ""})))

    assert [found.where for found in findings] == ["pyproject.toml"] * 5


@pytest.mark.parametrize("markers", ["3", "{}", '""'])
def test_tiers_strict_unusable_markers_report_every_tier(plant: Plant, markers: str) -> None:
    text = f"[tool.pytest]\nstrict = true\nmarkers = {markers}\n"

    findings = list(tiers_strict.findings(plant({**SERVICE, "pyproject.toml": text})))

    assert [found.where for found in findings] == ["pyproject.toml:1"] * 4


def test_tiers_strict_without_pyproject_leaves_it_to_another_check(plant: Plant) -> None:
    assert list(tiers_strict.findings(plant({"README.md": ""}))) == []


def test_tiers_strict_existing_repository_is_its_owners_business(plant: Plant) -> None:
    tree = plant({"pyproject.toml": "", ".copier-answers.yml": "kind: existing\n"})

    assert list(tiers_strict.findings(tree)) == []


@pytest.mark.parametrize("name", ["pytest.ini", ".pytest.ini", "pytest.toml", "tests/pytest.ini"])
def test_no_shadowing_config_file_before_pyproject_is_named(plant: Plant, name: str) -> None:
    findings = list(no_shadowing_config.findings(plant({**SERVICE, name: ""})))

    message = "pytest reads this file and then ignores [tool.pytest] in pyproject.toml."
    remedy = "Move its settings to pyproject.toml and delete the file."
    assert findings == [Finding(name, None, message, remedy, "no-shadowing-config")]


@pytest.mark.parametrize(
    ("name", "section"), [("tox.ini", "[pytest]"), ("setup.cfg", "[tool:pytest]")]
)
def test_no_shadowing_config_section_elsewhere_is_named(
    plant: Plant, name: str, section: str
) -> None:
    findings = list(no_shadowing_config.findings(plant({**SERVICE, name: f"[a]\r\n{section}\r\n"})))

    message = (
        "This section competes with [tool.pytest] in pyproject.toml: "
        "which one counts depends on the folder pytest starts in."
    )
    remedy = "Move its settings to pyproject.toml and delete the section."
    assert findings == [Finding(name, 2, message, remedy, "no-shadowing-config")]


def test_no_shadowing_config_both_tables_are_reported(plant: Plant) -> None:
    text = f"{PYPROJECT}\n[tool.pytest.ini_options]\nmarkers = []\n"

    findings = list(no_shadowing_config.findings(plant({**SERVICE, "pyproject.toml": text})))

    message = (
        "pytest is configured twice, in [tool.pytest] and in [tool.pytest.ini_options]: "
        "pytest refuses to start."
    )
    remedy = "Keep one of the two tables."
    assert findings == [Finding("pyproject.toml", 9, message, remedy, "no-shadowing-config")]


def test_no_shadowing_config_second_pyproject_is_named(plant: Plant) -> None:
    tree = plant({**SERVICE, "tests/pyproject.toml": "[tool.pytest]\nstrict = false\n"})

    findings = list(no_shadowing_config.findings(tree))

    message = "pytest started in this folder ignores the pyproject.toml at the top."
    remedy = "Move its pytest settings to the pyproject.toml at the top."
    assert findings == [Finding("tests/pyproject.toml", 1, message, remedy, "no-shadowing-config")]


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("pyproject.toml", f"{PYPROJECT}\n[tool.coverage.run]\nbranch = true\n", 9),
        ("setup.cfg", "[coverage:run]\nbranch = true\n", 1),
        ("tox.ini", "[tox]\n[coverage:report]\n", 2),
        (".coveragerc.toml", "", None),
    ],
)
def test_no_shadowing_config_coverage_elsewhere_is_named(
    plant: Plant, name: str, content: str, line: int | None
) -> None:
    findings = list(no_shadowing_config.findings(plant({**SERVICE, name: content})))

    assert findings == [Finding(name, line, DEAD, DEAD_REMEDY, "no-shadowing-config")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tox.ini", "[tox]\nenv_list = py\n"),
        ("setup.cfg", "[metadata]\nname = pytest\n"),
        ("docs/example/pytest.txt", "[pytest]\n"),
        ("tests/pyproject.toml", "[tool.ruff]\nline-length = 100\n"),
        ("tests/ruff.toml", 'extend = "../pyproject.toml"\n'),
        (".venv/lib/pytest.ini", ""),
    ],
)
def test_no_shadowing_config_unrelated_file_finds_nothing(
    plant: Plant, name: str, content: str
) -> None:
    assert list(no_shadowing_config.findings(plant({**SERVICE, name: content}))) == []


def test_no_shadowing_config_only_place_is_pytest_ini_finds_nothing(plant: Plant) -> None:
    tree = plant({"pytest.ini": "[pytest]\n", "pyproject.toml": "[tool.coverage.run]\n"})

    assert list(no_shadowing_config.findings(tree)) == []
