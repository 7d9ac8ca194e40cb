"""The service as a version of the template renders it, without its owner's edits."""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from hooks import shield
from hooks.tree import LOADER

# What Copier calls the folder into which it has just rendered the last version.
_COPIERS = "copier*.old_copy.*"
_TEMPLATE, _VERSION = "_src_path", "_commit"


class NotRenderedError(Exception):
    """A version of the template cannot be rendered."""


@contextlib.contextmanager
def last_version(prefix: str, answers_file: str, answers: dict[str, Any]) -> Iterator[Path]:
    """Yield a folder with the service as the version before this update made it.

    Args:
        prefix: path of the service inside its repository, empty at the top.
        answers_file: path of Copier's answers file in the service.
        answers: what is in it.

    Raises:
        NotRenderedError: that version cannot be rendered any more.
    """
    found = _copiers(prefix, answers_file, answers)
    if found:
        yield found
        return
    with rendered_anew(prefix, answers_file, answers) as target:
        yield target


@contextlib.contextmanager
def rendered_anew(prefix: str, answers_file: str, answers: dict[str, Any]) -> Iterator[Path]:
    """Render the version that an answers file names, and yield the folder.

    Args:
        prefix: path of the service inside its repository, empty at the top.
        answers_file: path of Copier's answers file in the service.
        answers: what is in it.

    Raises:
        NotRenderedError: that version cannot be rendered.
    """
    given = {key: value for key, value in answers.items() if not key.startswith("_")}
    with tempfile.TemporaryDirectory(prefix="touchstone-") as folder:
        target, data = Path(folder, "service", prefix), Path(folder, "answers.yml")
        data.write_text(yaml.safe_dump(given, allow_unicode=True), encoding="utf-8")
        command = [
            sys.executable, "-m", "copier", "copy", "--quiet", "--defaults", "--skip-tasks",
            f"--vcs-ref={answers.get(_VERSION)}", f"--answers-file={answers_file}",
            f"--data-file={data}", "--", str(answers.get(_TEMPLATE)), str(target),
        ]  # fmt: skip
        result = subprocess.run(command, capture_output=True, check=False)
        if result.returncode:
            raise NotRenderedError(result.stderr.decode(errors="replace").strip())
        # What the task that was skipped does to the files.
        shield.put(target)
        yield target


def _copiers(prefix: str, answers_file: str, answers: dict[str, Any]) -> Path | None:
    """Return the folder in which Copier has it, or None.

    Its name is Copier's own business, so what is in it must fit: the same template, version and
    answers, which together leave no room for other contents.
    """
    for folder in Path(tempfile.gettempdir()).glob(_COPIERS):
        service = folder / prefix
        try:
            text = (service / answers_file).read_text(encoding="utf-8")
            rendered = yaml.load(text, Loader=LOADER)  # noqa: S506 - safe
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        if isinstance(rendered, dict) and _fits(rendered, answers):
            return service
    return None


def _fits(rendered: dict[str, Any], answers: dict[str, Any]) -> bool:
    """Tell whether two answers files stand for the same rendering."""
    same = all(rendered.get(key) == answers.get(key) for key in (_TEMPLATE, _VERSION))
    return same and all(rendered[key] == answers[key] for key in rendered.keys() & answers.keys())
