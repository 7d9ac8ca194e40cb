"""Lines above our Python files in an adopted project, which keep its linters away.

They would hold the files to the project's style, and its pipeline would turn red. ruff, mypy,
pyright and pytest pass over the folder by themselves.
"""

from pathlib import Path

FOLDER = ".touchstone"
LINES = b"""\
# Not in this project's style: its linters pass over this file.
# fmt: off
# flake8: noqa
# isort: skip_file
# pylint: skip-file

"""


def put(root: Path) -> None:
    """Put the lines above each of our Python files.

    Args:
        root: the project's directory, with the files as the template rendered them.

    Raises:
        OSError: a file cannot be written.
    """
    for file in (root / FOLDER).rglob("*.py"):
        content = file.read_bytes()
        if not content.startswith(LINES):
            file.write_bytes(LINES + content)
