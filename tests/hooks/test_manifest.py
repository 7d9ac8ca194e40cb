"""Checks that the files every service needs are there."""

import pytest

from hooks.checks.manifest import ADOPTED, expected_files
from hooks.findings import Finding
from tests.hooks.builders import ANSWERS, SERVICE
from tests.hooks.conftest import Plant

MISSING = "A file that every such service needs is missing."
EMPTY = "A file that must say something is empty."
REMEDY = (
    "The template lost this file: look at template/ and at `_exclude` in copier.yml, "
    "and repeat the copy."
)


def test_expected_files_complete_service_finds_nothing(plant: Plant) -> None:
    assert list(expected_files.findings(plant(SERVICE))) == []


@pytest.mark.parametrize(
    "name", ["README.md", "tests/conftest.py", "quality/floors.toml", "app/database/sqlite.py"]
)
def test_expected_files_missing_file_is_named(plant: Plant, name: str) -> None:
    tree = plant({key: value for key, value in SERVICE.items() if key != name})

    findings = list(expected_files.findings(tree))

    assert findings == [Finding(name, None, MISSING, REMEDY, "expected-files")]


def test_expected_files_file_of_spaces_is_named(plant: Plant) -> None:
    findings = list(expected_files.findings(plant({**SERVICE, "README.md": " \r\n\n"})))

    assert findings == [Finding("README.md", None, EMPTY, REMEDY, "expected-files")]


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("ci: github", [".github/workflows/*.yml"]),
        ("ci: gitlab", [".gitlab-ci.yml"]),
        ("database: postgresql", ["app/database/postgresql.py"]),
        ("starter: accounts", ["app/accounts/models.py", "app/accounts/schemas.py"]),
    ],
)
def test_expected_files_of_an_answer_are_named(plant: Plant, answer: str, names: list[str]) -> None:
    tree = plant({**SERVICE, ".copier-answers.yml": f"kind: new\n{answer}\n"})

    findings = list(expected_files.findings(tree))

    assert [found.file for found in findings] == names


def test_expected_files_pattern_is_met_by_any_match(plant: Plant) -> None:
    answers = ANSWERS.replace("ci: none", "ci: github")
    files = {".copier-answers.yml": answers, ".github/workflows/checks.yml": "on: push\n"}

    assert list(expected_files.findings(plant({**SERVICE, **files}))) == []


def test_expected_files_without_answers_names_the_answers_file(plant: Plant) -> None:
    tree = plant({key: value for key, value in SERVICE.items() if key[:4] != ".cop"})

    findings = list(expected_files.findings(tree))

    assert findings == [Finding(".copier-answers.yml", None, MISSING, REMEDY, "expected-files")]


def test_expected_files_existing_repository_needs_only_what_is_added(plant: Plant) -> None:
    added = dict.fromkeys(ADOPTED, "text\n")
    tree = plant({".copier-answers.yml": "kind: existing\n"} | added)

    assert list(expected_files.findings(tree)) == []


@pytest.mark.parametrize("file", ADOPTED)
def test_expected_files_existing_repository_without_one_is_named(plant: Plant, file: str) -> None:
    added = dict.fromkeys(set(ADOPTED) - {file}, "text\n")
    tree = plant({".copier-answers.yml": "kind: existing\n"} | added)

    findings = list(expected_files.findings(tree))

    assert findings == [Finding(file, None, MISSING, REMEDY, "expected-files")]
