"""Every service that the answers can make: which files it has, and what may not stand in them."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.manifests import HERE, compare, conditions, expected_files, meets
from tests.rendering import VARIANTS, Variant, choices, files_of

# Words that only make sense with an answer, and must not stand in a service with another one.
WORDS = {
    ("starter", "accounts"): r"accounts?\b|argon2|jwt|smtp|mailpit|multipart|factory.boy|lockout",
    ("starter", "tracker"): r"workspace|tenant|sprint|tracker|membership|invitation",
    ("database", "postgresql"): r"postgres|psycopg|pgserver",
    ("database", "sqlite"): r"sqlite",
    ("ci", "github"): r"github|dependabot|zizmor",
    ("ci", "gitlab"): r"gitlab",
}
# Lines that may hold such a word all the same, each with its reason.
ALLOWED = {
    # Paths that the tier of a test is read from; any folder would do.
    "tests/unit/harness/test_tiers.py": r"accounts",
    # Alembic is told what differs between databases, whichever there is.
    "migrations/env.py": r"sqlite",
    # Any URL will do where no connection may be made; this one needs no server.
    "tests/unit/harness/test_guards.py": r"sqlite://",
    # A domain is written once for all databases, and says where they differ.
    "app/accounts/fields.py": r"postgresql cannot store",
    "app/accounts/lockout.py": r"postgresql|sqlite",
    "app/accounts/locking.py": r"sqlite has none",
    "app/tasks/models.py": r"(postgresql|sqlite)_where",
    "migrations/versions/0004_tracker.py": r"(postgresql|sqlite)_where",
    # A command notices by itself which pipeline it runs in; in any other it prints nothing.
    "quality/annotations.py": r"github|workspace",
    "tests/unit/quality/conftest.py": r"github",
    "tests/unit/quality/test_annotations.py": r"github|workspace",
    "tests/unit/quality/test_lint.py": r"github_(actions|workspace)",
    "tests/unit/quality/test_floors.py": r"github|workspace",
    "tests/unit/quality/test_mutate.py": r"github|workspace",
    "tests/unit/quality/test_shape.py": r"github",
    # The addresses of a tool's guides, and other people's packages that a rule knows.
    "docs/TESTING_QUALITY_STANDARDS.md": r"ast-grep\.github\.io",
    "quality/rules/tq701-patched-service.yml": r"smtplib",
    # SQLAlchemy's own, to ask a column type for its conversion; any dialect would do.
    "tests/unit/accounts/test_moments.py": r"sqlite",
}


def text_files(service: Path) -> dict[str, str]:
    """Return the text of every file of a service by its path; all but pictures are text."""
    return {
        path: content.decode("utf-8")
        for path, content in files_of(service).items()
        if not path.endswith(".png")
    }


def has_scars(path: str, text: str) -> bool:
    """Say whether text shows where Jinja was cut out of it: blank lines and spaces in wrong places.

    Two blank lines in a row are Python's style, also in examples and in the cases of rules, and a
    scar elsewhere; an empty file is fine.
    """
    holds_python = path.endswith((".py", ".py.mako", ".md")) or path.startswith("quality/rules/")
    blank = "\n\n\n\n" if holds_python else "\n\n\n"
    framed = re.fullmatch(r"(\S(.*\S)?\n)?", text, re.DOTALL)
    return not framed or blank in text or bool(re.search(r"[ \t\r]$", text, re.MULTILINE))


def foreign_words(variant: Variant, files: dict[str, str]) -> list[str]:
    """Return `path:line: text` of each line with a word of an answer that was not given."""
    foreign = [
        pattern for condition, pattern in WORDS.items() if not meets(variant.answers, *condition)
    ]
    words = re.compile("|".join(foreign), re.IGNORECASE)
    return [
        f"{path}:{number}: {line}"
        for path, text in files.items()
        for number, line in enumerate([path, *text.split("\n")])
        if words.search(re.sub(ALLOWED.get(path, "$^"), "", line, flags=re.IGNORECASE))
    ]


def test_render_variant_has_exactly_the_files_of_its_manifest(
    variant: Variant, service: Path
) -> None:
    assert compare(set(files_of(service)), variant.answers) == ""


def test_compare_one_file_more_and_one_less_says_what_to_do() -> None:
    answers = VARIANTS[0].answers
    listed = expected_files(answers)

    difference = compare(listed - {"app/main.py"} | {"app/stray.py"}, answers)

    assert difference.splitlines()[-2:] == ["  + app/stray.py", "  - app/main.py"]
    assert "write it into the list" in difference


def test_manifests_ask_for_answers_that_can_be_chosen() -> None:
    offered = {
        (question, answer) for question in VARIANTS[0].answers for answer in choices(question)
    }

    asked = {condition for file in HERE.glob("*.txt") for condition in conditions(file).items()}

    assert asked <= offered


def test_manifests_list_each_file_once_in_order() -> None:
    lists = {file.name: file.read_text().split("\n")[:-1] for file in HERE.glob("*.txt")}

    assert lists == {name: sorted(set(paths)) for name, paths in lists.items()}
    assert all(lists.values())


def test_render_variant_files_end_in_one_newline_and_have_no_scars(service: Path) -> None:
    scarred = [path for path, text in text_files(service).items() if has_scars(path, text)]

    assert scarred == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\na = 1\n", id="blank-line-first"),
        pytest.param("a = 1\n\n", id="blank-line-last"),
        pytest.param("a = 1", id="no-newline-last"),
        pytest.param("a = 1 \nb = 2\n", id="space-at-the-end-of-a-line"),
        pytest.param("a = 1\n\n\nb = 2\n", id="two-blank-lines"),
        pytest.param("a = 1\r\n", id="carriage-return"),
    ],
)
def test_has_scars_scarred_text_is_found(text: str) -> None:
    assert has_scars("settings.toml", text)


def test_has_scars_two_blank_lines_in_python_are_fine() -> None:
    assert not has_scars("app/main.py", "a = 1\n\n\nb = 2\n")
    assert has_scars("app/main.py", "a = 1\n\n\n\nb = 2\n")


def test_render_variant_leaves_no_jinja(service: Path) -> None:
    left = [
        path
        for path, text in text_files(service).items()
        if re.search(r"\{%|%\}|(?<![${])\{\{-? |\{#", text) or re.search(r"jinja|[{}]", path)
    ]

    assert left == []


def test_render_variant_has_no_word_of_another_answer(variant: Variant, service: Path) -> None:
    assert foreign_words(variant, text_files(service)) == []


@pytest.mark.parametrize(
    "word", ["import aiosmtplib", "psycopg.connect", "SQLITE", "GitLab", "github.com"]
)
def test_foreign_words_planted_word_is_found(word: str) -> None:
    variant = Variant(starter="bare", database="none", ci="none")

    assert foreign_words(variant, {"app/main.py": f"first\n{word}\n"}) == [f"app/main.py:2: {word}"]


def test_render_variant_toml_and_yaml_parse(service: Path) -> None:
    texts = text_files(service)

    tables = [tomllib.loads(text) for path, text in texts.items() if path.endswith(".toml")]
    documents = [
        yaml.safe_load(text) for path, text in texts.items() if path.endswith((".yml", ".yaml"))
    ]

    assert all(tables)
    assert all(documents)


def test_render_variant_records_every_answer(variant: Variant, service: Path) -> None:
    answers = yaml.safe_load((service / ".copier-answers.yml").read_text())

    assert {question: answers[question] for question in variant.answers} == variant.answers
    assert set(answers) == {"_commit", "_src_path", *INTERFACE}


INTERFACE = (
    "kind",
    "project_name",
    "project_slug",
    "description",
    "author_name",
    "author_email",
    "python_version",
    "starter",
    "database",
    "ci",
    "coverage_floor",
    "critical_floor",
)

# What is asked about a repository that exists.
ADOPTION = (
    "kind",
    "framework",
    "packages",
    "test_folders",
    "pytest_file",
    "coverage_file",
    "package_manager",
    "tests_python",
    "subfolder",
    "ci",
)
