"""What a version of the template asks of a service that comes from before it."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from packaging.version import Version

from hooks import migrations
from hooks.tree import LOADER
from hooks.update.content import Content, read, write

Answers = dict[str, Any]


class Migration(NamedTuple):
    """One version's migration.

    Attributes:
        version: the version that needs it; it runs on the way from an older one to it or beyond.
        moved: old path -> new path of files that the template moved; folders end in a slash.
        answers: changes the user's answers, before Copier reads them; see `rename_question`.
        after: changes the merged service, given its directory.
    """

    version: str
    moved: Mapping[str, str] = {}
    answers: Callable[[Answers], Answers] | None = None
    after: Callable[[Path], None] | None = None


def rename_question(
    answers: Answers, old: str, new: str, values: Mapping[Any, Any] | None = None
) -> Answers:
    """Return the answers with one question under a new name.

    Args:
        answers: by question.
        old: the question's name until now.
        new: its name from now on; may be the old one, to change values only.
        values: old answer -> new answer; other answers stay.
    """
    if old not in answers:
        return answers
    value = answers[old]
    kept = {key: answer for key, answer in answers.items() if key != old}
    return {**kept, new: (values or {}).get(value, value)}


def between(old: str, new: str) -> list[Migration]:
    """Return the migrations on the way from one version to another, the oldest first.

    Args:
        old: the version the service has, as PEP 440 writes it.
        new: the version it gets.
    """
    found = [
        importlib.import_module(module.name).MIGRATION
        for module in pkgutil.iter_modules(migrations.__path__, f"{migrations.__name__}.")
    ]
    due = [step for step in found if Version(old) < Version(step.version) <= Version(new)]
    return sorted(due, key=lambda step: Version(step.version))


def change_answers(answers_file: Path, steps: list[Migration]) -> None:
    """Rewrite the answers file as the migrations want it.

    Raises:
        OSError: it cannot be read or written.
        yaml.YAMLError: it is broken.
    """
    content = read(answers_file) or Content(b"")
    before: Answers = yaml.load(content.data, Loader=LOADER) or {}  # noqa: S506 - safe
    answers = before
    for step in steps:
        answers = step.answers(answers) if step.answers else answers
    if answers != before:
        text = yaml.safe_dump(answers, allow_unicode=True, sort_keys=False)
        write(answers_file, content._replace(data=text.encode()))


def destination(file: str, steps: list[Migration]) -> str | None:
    """Return where the migrations moved a file, or None when they did not move it."""
    path = file
    for step in steps:
        path = _moved(path, step.moved)
    return path if path != file else None


def _moved(path: str, moved: Mapping[str, str]) -> str:
    """Return the path after one migration; the longest matching entry decides."""
    for old in sorted(moved, key=len, reverse=True):
        if path == old or (old.endswith("/") and path.startswith(old)):
            return moved[old] + path[len(old) :]
    return path
