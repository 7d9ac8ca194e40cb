"""Which files the verdict is about: those the template rendered, never the owner's.

A service's directory may hold anything: the owner's half-finished module must not stop an update.
The template's own folder tells which paths it renders: names are clean (a `.jinja` suffix falls
off), so a path in the service is the template's when it is a path in `template/`.
"""

import os
import re
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

from hooks import seal, shield
from hooks.tree import Tree, walk

SUFFIX = ".jinja"
_ANSWERS_NAME = re.compile(r"\{\{-?\s*_copier_conf\.answers_file\s*-?\}\}")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class Scope:
    """The rendered files of a service.

    Attributes:
        root: the service's directory.
        template: the folder with the template's files.
        sources: path in the service -> the file in the template it was rendered from.
        answers: the user's answers.
    """

    def __init__(self, root: Path, template: Path, answers_file: str) -> None:
        """Find the files of `root` that `template` renders.

        Args:
            root: the service's directory.
            template: the folder with the template's files.
            answers_file: path of Copier's answers file in the service.
        """
        self.root = root
        self.template = template
        self.answers = Tree(root, (), answers_file).answers
        self.sources: dict[str, Path] = {}
        for source in walk(template, links=True):
            # Left there by running the template in place; a service gets its own.
            if source == seal.NAME:
                continue
            name = _ANSWERS_NAME.sub(answers_file, source.removesuffix(SUFFIX))
            for file in _rendered_as(root, name):
                self.sources[file] = template / source

    def is_owners(self, file: str) -> bool:
        """Tell whether a file on disk is the owner's: not rendered, or kept by the owner.

        Asked only about a file in which something is wrong, so it may take its time.
        """
        path = self.root / file
        if not os.path.lexists(path):
            return False
        source = self.sources.get(file)
        if source is None:
            return True
        if path.is_symlink():
            return not source.is_symlink()
        if source.name.endswith(SUFFIX):
            rendered = self._rendered(source)
            return rendered is not None and path.read_bytes() != rendered
        return path.read_bytes().removeprefix(shield.LINES) != source.read_bytes()

    def _rendered(self, source: Path) -> bytes | None:
        """Return what a file with Jinja in it becomes, or None when that takes Copier itself."""
        from jinja2 import Environment, StrictUndefined, TemplateError  # noqa: PLC0415 - slow, rare

        environment = Environment(  # noqa: S701 - the files are no HTML
            undefined=StrictUndefined, keep_trailing_newline=True
        )
        try:
            text = source.read_text(encoding="utf-8")
            return environment.from_string(text).render(self.answers).encode()
        except (TemplateError, TypeError, ValueError):
            return None


def _rendered_as(root: Path, name: str) -> list[str]:
    """Return the files in `root` that a template file of that name may have become."""
    if not _JINJA.search(name):
        return [name] if os.path.lexists(root / name) else []
    # A name with Jinja in it can become anything; find what fits around the Jinja.
    pattern = re.sub(r"([\[\]?*])", r"[\1]", _JINJA.sub("\0", name)).replace("\0", "*")
    return [file for file in walk(root) if fnmatchcase(file, pattern)]


def git(root: Path, *arguments: str) -> str | None:
    """Return what git prints when run in `root`, or None when it is missing or fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        result = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    return os.fsdecode(result.stdout) if result.returncode == 0 else None


def is_owners_repository(root: Path, answers_file: str) -> bool:
    """Tell whether `root` is a service under git, rather than a temporary copy made by an update.

    During an update Copier renders into two temporary directories as well. Only in the owner's
    repository does git track the answers file, wherever the temporary directories are.
    """
    return git(root, "ls-files", "--error-unmatch", "--", answers_file) is not None
