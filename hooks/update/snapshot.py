"""What is kept aside while an update runs, inside git's own directory.

Three folders hold every file that the owner changed: `yours` as it was before the update, `base` as
the last version of the template had rendered it, `template` as the new version renders it. They
stay until the next update, so whatever happens, a file can be copied back from there.
"""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from hooks.scope import git
from hooks.update.content import Content, read, write

YOURS, BASE, TEMPLATE = "yours", "base", "template"
_RECORD = "update.json"


class Record(NamedTuple):
    """What was found before the update; paths are relative to the service's directory.

    Attributes:
        commit: the owner's last commit.
        pristine: files that are as the last version of the template rendered them.
        edited: files of the template's that the owner changed, or has where it wants to put one.
        removed: files of the template's that the owner removed.
    """

    commit: str
    pristine: tuple[str, ...]
    edited: tuple[str, ...]
    removed: tuple[str, ...]


class Snapshot:
    """The kept files of one service.

    Attributes:
        folder: where they are.
        prefix: path of the service inside its repository, with a slash; empty at the top.
    """

    def __init__(self, folder: Path, prefix: str = "") -> None:
        """Use a folder that need not exist."""
        self.folder = folder
        self.prefix = prefix

    @classmethod
    def of(cls, root: Path) -> "Snapshot | None":
        """Return the one that belongs to a service, or None when it is not under git."""
        found = git(root, "rev-parse", "--absolute-git-dir", "--show-prefix")
        if found is None:
            return None
        directory, _, prefix = found.removesuffix("\n").partition("\n")
        # One repository may hold many services: each has a folder of its own.
        name = prefix.strip("/").replace("%", "%25").replace("/", "%2F")
        folder = Path(directory) / "touchstone" / (f"update-{name}" if name else "update")
        return cls(folder, prefix)

    def begin(self) -> None:
        """Forget what an earlier update kept.

        Raises:
            OSError: it cannot be removed.
        """
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.folder.mkdir(parents=True)

    def keep(self, side: str, file: str, content: Content | None) -> None:
        """Keep what one side has at a path; nothing when it has nothing there.

        Raises:
            OSError: it cannot be written.
        """
        if content is not None:
            write(self.path(side, file), content)

    def path(self, side: str, file: str) -> Path:
        """Return where the file of one side is kept."""
        return self.folder / side / file

    def content(self, side: str, file: str) -> Content | None:
        """Return what one side has at a path, or None."""
        return read(self.path(side, file))

    def save(self, record: Record) -> None:
        """Write down what was found; from here on the snapshot counts.

        Raises:
            OSError: it cannot be written.
        """
        text = json.dumps(record._asdict(), indent=1)
        (self.folder / _RECORD).write_text(text, encoding="utf-8")

    def record(self) -> Record | None:
        """Return what was found, or None when no update has begun."""
        try:
            found = json.loads((self.folder / _RECORD).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        names = {key: tuple(found[key]) for key in ("pristine", "edited", "removed")}
        return Record(found["commit"], **names)

    def interrupted(self, root: Path) -> dict[str, Path]:
        """Return the files that an unfinished update changed, each with where it is kept.

        Said once: they are moved aside, and stay there.

        Raises:
            OSError: they cannot be moved.
        """
        record = self.record()
        changed = [
            file
            for file in (record.edited if record else ())
            if read(root / file) != self.content(YOURS, file)
        ]
        if record is None or not changed:
            return {}
        aside = self.folder.with_name(f"{self.folder.name}-interrupted-{record.commit[:12]}")
        if aside.exists():
            shutil.rmtree(aside)
        self.folder.rename(aside)
        return {file: aside / YOURS / file for file in changed}

    def finish(self) -> None:
        """Say that the update came to its end; the files stay until the next one.

        Raises:
            OSError: the folder cannot be written.
        """
        (self.folder / _RECORD).replace(self.folder / f"finished-{_RECORD}")


def keep_rendered(root: Path) -> None:
    """Keep what the new version renders where the owner changed something.

    Called after Copier has rendered into the owner's directory and before it merges.

    Raises:
        OSError: a file cannot be read or kept.
    """
    snapshot = Snapshot.of(root)
    record = snapshot.record() if snapshot else None
    if snapshot is None or record is None:
        return
    for file in record.edited:
        snapshot.keep(TEMPLATE, file, read(root / file))
