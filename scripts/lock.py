"""Renews the lock files from the dependency groups of pyproject.toml.

Run it with the tools' Python: .venv/bin/python scripts/lock.py
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"
COMPILE = (
    *(str(UV), "pip", "compile", "--quiet", "--upgrade", "--universal", "--generate-hashes"),
    *("--python-version", "3.11", "--no-emit-index-url", "--no-header"),
)


def main() -> int:
    """Write requirements.lock, the part of it that try.py needs, and the tools of adopted projects.

    Returns:
        0 when all were written.
    """
    full = [*COMPILE, "--group", "dev", "--output-file", "requirements.lock"]
    part = [*COMPILE, "--group", "try", "--constraint", "requirements.lock"]
    part += ["--output-file", "requirements-try.lock"]
    adopted = [
        *COMPILE,
        "--group",
        "adopted",
        "--output-file",
        "adoption/.touchstone/requirements.txt",
    ]
    for command in (full, part, adopted):
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
