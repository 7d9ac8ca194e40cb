"""What stands at a path: bytes, and what git knows about them."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

# As far as git looks for a zero byte before it calls a file binary.
_LOOKED_AT = 8000


class Content(NamedTuple):
    """A file or a symbolic link.

    Attributes:
        data: the bytes; of a link, the path it points to.
        executable: True when its owner may run it.
        link: True for a symbolic link.
    """

    data: bytes
    executable: bool = False
    link: bool = False

    @property
    def is_text(self) -> bool:
        """Tell whether lines of it can be merged."""
        return not self.link and b"\0" not in self.data[:_LOOKED_AT]


def read(path: Path) -> Content | None:
    """Return what stands at a path, or None when that is nothing, or no file."""
    try:
        state = path.lstat()
        if stat.S_ISLNK(state.st_mode):
            return Content(os.fsencode(path.readlink()), link=True)
        if not stat.S_ISREG(state.st_mode):
            return None
        return Content(path.read_bytes(), executable=bool(state.st_mode & stat.S_IXUSR))
    except (FileNotFoundError, NotADirectoryError):
        return None


def write(path: Path, content: Content) -> None:
    """Make a path hold the content, and make the folders it needs.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if content.link or path.is_symlink():
        path.unlink(missing_ok=True)
    if content.link:
        path.symlink_to(os.fsdecode(content.data))
        return
    path.write_bytes(content.data)
    mode = path.stat().st_mode
    # Whoever may read it may run it, as git does.
    wanted = mode | (mode & 0o444) >> 2 if content.executable else mode & ~0o111
    if wanted != mode:
        path.chmod(wanted)
