"""Programs can be run, and nothing else can."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from hooks.findings import Finding, check
from hooks.tree import Tree


@check("executables")
def executables(tree: Tree) -> Iterator[Finding]:
    """Files that begin with `#!` are executable, and no others."""
    found = list(_mismatches(tree))
    # Asked only when something looks wrong: it writes a file to find out.
    if found and keeps_modes(tree.root):
        yield from found


def _mismatches(tree: Tree) -> Iterator[Finding]:
    """Yield each file whose mode and first line disagree."""
    for file in tree.files:
        try:
            status = (tree.root / file).stat()
        except OSError:
            continue
        executable = bool(status.st_mode & stat.S_IXUSR)
        # `#![` opens an attribute in other languages, never the name of an interpreter.
        script = tree.data(file).startswith(b"#!") and not tree.data(file).startswith(b"#![")
        if script and not executable:
            yield Finding(
                file,
                1,
                "The file begins with `#!` but is not executable.",
                "Make it executable in template/ (chmod +x), or remove the first line.",
            )
        if executable and not script:
            yield Finding(
                file,
                None,
                "The file is executable but does not begin with `#!`.",
                "Take the permission away in template/ (chmod -x), or name the interpreter "
                "in the first line.",
            )


def keeps_modes(folder: Path) -> bool:
    """Tell whether the file system of a folder keeps the executable permission of each file."""
    if os.name == "nt":
        return False
    probe = folder / f".touchstone-mode.{os.getpid()}.tmp"
    try:
        probe.touch()
        modes = []
        for mode in (0o700, 0o600):
            probe.chmod(mode)
            modes.append(stat.S_IMODE(probe.stat().st_mode))
        probe.unlink()
    except OSError:
        return False
    return modes == [0o700, 0o600]
