"""The files without which a service is not one."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from hooks.findings import Finding, check
from hooks.tree import Tree

ALWAYS = (
    "README.md",
    "pyproject.toml",
    ".coveragerc",
    ".gitignore",
    ".env.example",
    "alembic.ini",
    "app/main.py",
    "docs/TESTING_QUALITY_STANDARDS.md",
    "migrations/env.py",
    "quality/floors.toml",
    "tests/conftest.py",
)

# What is added to a repository that existed before.
ADOPTED = (
    ".touchstone/README.md",
    ".touchstone/__main__.py",
    ".touchstone/docs/TESTING_QUALITY_STANDARDS.md",
    ".touchstone/settings.toml",
)

# (question, answer) -> files or patterns that come with the answer.
BY_ANSWER = {
    ("database", "postgresql"): ("app/database/postgresql.py",),
    ("database", "sqlite"): ("app/database/sqlite.py",),
    ("ci", "github"): (".github/workflows/*.yml",),
    ("ci", "gitlab"): (".gitlab-ci.yml",),
    ("starter", "accounts"): ("app/accounts/models.py", "app/accounts/schemas.py"),
    ("starter", "tracker"): (
        "app/accounts/models.py",
        "app/accounts/schemas.py",
        "app/workspaces/models.py",
        "app/workspaces/isolation/__init__.py",
        "app/workspaces/isolation/*sql*.py",
    ),
}

_REMEDY = (
    "The template lost this file: look at template/ and at `_exclude` in copier.yml, "
    "and repeat the copy."
)


@check("expected-files")
def expected_files(tree: Tree) -> Iterator[Finding]:
    """The files that every service needs are there and not empty."""
    yield from _present(tree, tree.answers_file)
    # A repository that existed before is only added to: what else it holds is its owner's business.
    if tree.answers.get("kind") == "existing":
        for file in ADOPTED:
            yield from _present(tree, file)
        return
    patterns = [*ALWAYS]
    for (question, answer), files in BY_ANSWER.items():
        if tree.answers.get(question) == answer:
            patterns += files
    for pattern in patterns:
        yield from _present(tree, pattern)


def _present(tree: Tree, pattern: str) -> Iterator[Finding]:
    """Yield a finding when nothing matches the pattern, and for each match that is empty."""
    files = [file for file in tree.files if fnmatchcase(file, pattern)]
    if not files:
        yield Finding(pattern, None, "A file that every such service needs is missing.", _REMEDY)
    for file in files:
        if not tree.data(file).strip():
            yield Finding(file, None, "A file that must say something is empty.", _REMEDY)
