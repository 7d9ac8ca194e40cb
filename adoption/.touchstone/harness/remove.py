"""Takes away everything that the adoption added."""

import argparse
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from harness.errors import AdoptionError
from harness.project import HOME, ROOT, shown

LIST = HOME / "files.txt"
"""What was added: a digest and a path a line."""
# In place of the digest of a file that changes without being edited.
_ANY = "-" * 64
# Written by the commands, and what tools leave behind; nobody edits it.
_OURS = ("seal", "files.txt", "ratchet.txt")
_MADE = (".cache", ".venv")


def main(arguments: Sequence[str]) -> int:
    """Remove what is unchanged, and say what was edited.

    Returns:
        0 when all is gone, 1 when edited files were kept.

    Raises:
        AdoptionError: The list of added files is missing.
    """
    parser = argparse.ArgumentParser(prog="python .touchstone remove", description=__doc__)
    parser.add_argument("--edited", action="store_true", help="remove files that were edited as well")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    options = parser.parse_args(arguments)
    if not LIST.exists():
        raise AdoptionError(
            f"{shown(LIST)} is missing, so nobody knows what was added. Everything is in .touchstone, "
            "the answers file and the workflow test-quality.yml: remove them by hand."
        )
    added = dict(_added())
    edited = [path for path, digest in added.items() if path.exists() and not _is_as_added(path, digest)]
    strange = [path for path in _inside() if path not in added and not _is_made(path)]
    kept = [] if options.edited else sorted([*edited, *strange])
    gone = [path for path in [*added, *_inside()] if path not in kept and os.path.lexists(path)]
    if options.dry_run:
        print("\n".join(sorted({shown(path) for path in gone})))
        return 0
    for path in gone:
        path.unlink(missing_ok=True)
    for name in _MADE:
        shutil.rmtree(HOME / name, ignore_errors=True)
    for folder in _emptied({path.parent for path in gone} | {HOME}):
        folder.rmdir()
    print("What the adoption added is gone" + (", but for what you edited or added:" if kept else "."))
    for path in kept:
        print(f"  {shown(path)}")
    if kept:
        print("Keep these, or remove them by hand.")
    return 1 if kept else 0


def _added() -> Iterator[tuple[Path, str]]:
    """Yield each file that was added, with the digest of what it was."""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        yield ROOT / name, digest


def _is_as_added(path: Path, digest: str) -> bool:
    """Tell whether a file is as it was added, apart from line ends, which git may change."""
    if digest == _ANY:
        return True
    if path.is_symlink() or not path.is_file():
        return False
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest() == digest


def _inside() -> Iterator[Path]:
    """Yield every file in `.touchstone` but those in the folders that the commands make."""
    for folder, names, files in os.walk(HOME):
        names[:] = [name for name in names if Path(folder, name) not in [HOME / made for made in _MADE]]
        yield from (Path(folder, name) for name in files)


def _is_made(path: Path) -> bool:
    """Tell whether a file in `.touchstone` was made by the commands or by Python."""
    return path.suffix == ".pyc" or path.relative_to(HOME).as_posix() in _OURS


def _emptied(folders: set[Path]) -> Iterator[Path]:
    """Yield the folders that hold nothing any more, the deepest first; never the project's own."""
    candidates = {
        parent
        for folder in folders
        for parent in (folder, *folder.parents)
        if parent.is_relative_to(ROOT) and parent != ROOT
    }
    for folder in sorted(candidates, key=lambda path: -len(path.parts)):
        if folder.is_dir() and not any(folder.iterdir()):
            yield folder
