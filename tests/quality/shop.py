"""A repository in which the commands of `template/quality/` are run."""

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.installing import Finished, run

# Outside any pipeline, and without the plugins of pytest that happen to be installed.
BARE = {"GITHUB_ACTIONS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


@dataclass(frozen=True)
class Shop:
    """A small repository.

    Attributes:
        folder: where it is.
        python: an interpreter with the tools.
    """

    folder: Path
    python: Path

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, name: str, texts: dict[str, str]) -> None:
        """Replace texts in a file; each of them must stand there."""
        content = (self.folder / name).read_text(encoding="utf-8")
        for before, after in texts.items():
            assert before in content
            content = content.replace(before, after)
        self.write(name, content)

    def run(self, command: str, **settings: str) -> Finished:
        """Run a module of Python with arguments.

        Args:
            command: as it would follow `python -m`.
            settings: further variables of the environment.
        """
        command_line: list[str | Path] = [self.python, "-m", *shlex.split(command)]
        return run(command_line, self.folder, **{**BARE, **settings})

    def read_json(self, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
        """Return what a file holds."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))
