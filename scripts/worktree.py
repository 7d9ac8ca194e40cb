"""The files of this repository as they stand, committed or not."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def copy_worktree(destination: Path) -> Path:
    """Copy every file that git tracks or would add, without git's own folder.

    Args:
        destination: a folder to make.

    Returns:
        The destination.
    """
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listing.split("\0")):
        # A tracked file that was deleted is still listed.
        if (ROOT / name).is_file() or (ROOT / name).is_symlink():
            (destination / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, destination / name, follow_symlinks=False)
    return destination
