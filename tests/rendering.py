"""Renders the template as it stands in the working tree."""

import itertools
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import copier
import yaml

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS: dict[str, Any] = yaml.safe_load((ROOT / "copier.yml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Variant:
    """Answers that decide which files a service has."""

    starter: str
    database: str
    ci: str

    def __str__(self) -> str:
        """Return a name that can stand in a test's id and in a path."""
        return "-".join(self.answers.values())

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers by question."""
        return asdict(self)


def choices(question: str) -> list[str]:
    """Return the answers that can be chosen for a question."""
    offered = QUESTIONS[question]["choices"]
    return [str(answer) for answer in (offered.values() if isinstance(offered, dict) else offered)]


VARIANTS = tuple(
    Variant(*answers)
    for answers in itertools.product(choices("starter"), choices("database"), choices("ci"))
)


def git(repository: Path, *arguments: str) -> str:
    """Run git in a repository.

    Returns:
        What it printed.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(repository: Path, message: str) -> None:
    """Commit everything in a repository."""
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", message)


def copy_sources(destination: Path) -> None:
    """Copy this repository: what is committed and what is about to be, without its history."""
    listing = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listing.split("\0")):
        source, target = ROOT / name, destination / name
        # A file that is deleted but not yet committed so is listed as well.
        if source.is_file() or source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target, follow_symlinks=False)


def make_repository(folder: Path, *tags: str) -> Path:
    """Put a folder under git.

    Args:
        folder: its files become the first commit.
        tags: names for that commit.

    Returns:
        The folder.
    """
    git(folder, "init", "--quiet")
    commit(folder, "First")
    for tag in tags:
        git(folder, "tag", tag)
    return folder


def render(template: Path, destination: Path, **answers: object) -> Path:
    """Generate a service inside this process; what is not answered takes its default.

    Args:
        template: a repository with `copier.yml`.
        destination: the folder to make.
        answers: by question.

    Returns:
        The destination.
    """
    copier.run_copy(
        str(template),
        destination,
        data=answers,
        defaults=True,
        quiet=True,
        unsafe=True,
        vcs_ref="HEAD" if (template / ".git").exists() else None,
    )
    return destination


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder, by its path there; git's own left out."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".git" not in file.relative_to(folder).parts
    }


def environment(**settings: str) -> dict[str, str]:
    """Return an environment in which no tool of the machine's own project interferes."""
    ours = ("VIRTUAL_ENV", "PYTEST_", "COVERAGE_", "COV_", "DATABASE_URL", "UV_PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | settings
