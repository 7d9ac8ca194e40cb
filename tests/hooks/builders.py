"""Small building blocks: files, a service that passes every check, a miniature template."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

ANSWERS = """\
_commit: v1
kind: new
project_name: Café
description: Text
starter: bare
database: sqlite
ci: none
coverage_floor: 80
"""

PYPROJECT = """\
[project]
name = "service"

[tool.pytest]
strict = true
markers = ["unit: a", "integration: b", "e2e: c", "performance: d"]
testpaths = ["tests"]
"""

# The smallest service in which no check finds anything.
SERVICE = {
    ".copier-answers.yml": ANSWERS,
    ".coveragerc": "[run]\nsource = app\n",
    ".env.example": "SECRET_KEY=\n",
    ".gitignore": "*.rej\n",
    "README.md": "# Café\n\n[Rules](docs/TESTING_QUALITY_STANDARDS.md)\n",
    "alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
    "app/__init__.py": "",
    "app/database/sqlite.py": '"""SQLite."""\n',
    "app/main.py": '"""The service."""\n',
    "docs/TESTING_QUALITY_STANDARDS.md": "# Rules\n",
    "migrations/env.py": '"""Migrations."""\n',
    "pyproject.toml": PYPROJECT,
    "quality/floors.toml": "total = 80\n",
    "tests/conftest.py": '"""Fixtures."""\n',
    "tests/e2e/__init__.py": "",
    "tests/integration/__init__.py": "",
    "tests/performance/__init__.py": "",
    "tests/unit/__init__.py": "",
}


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files (path -> content) below `root`, line ends as given."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder with a fixed identity, and return what it prints."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    return run(folder, "git", *identity, *arguments, status=0)


def commit(folder: Path, tag: str = "") -> None:
    """Commit everything in a folder, as a new repository when it is none, and tag it."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "change")
    git(folder, *(["tag", tag] if tag else ["status"]))


def run(
    folder: Path, *command: str, status: int, environment: Mapping[str, str] | None = None
) -> str:
    """Run a command in a folder, demand its exit status, and return all it prints."""
    ours = {"NO_COLOR": "1", "COLUMNS": "100", "GIT_CONFIG_GLOBAL": os.devnull}
    result = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "TOUCHSTONE_VERBOSE": "", **ours, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == status, result.stdout
    return result.stdout


def check(folder: Path, *arguments: str, status: int, **environment: str) -> str:
    """Run hooks/check.py in a folder the way Copier does, and return all it prints."""
    script = str(REPOSITORY / "hooks" / "check.py")
    return run(folder, sys.executable, script, *arguments, status=status, environment=environment)
