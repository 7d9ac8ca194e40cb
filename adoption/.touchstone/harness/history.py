"""What git knows about the changes since the marks were last moved."""

import re
import subprocess
from pathlib import Path

from harness.marks import FILE
from harness.project import ROOT

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def git(*arguments: str) -> str | None:
    """Return what git prints in the project's folder, or None when it is missing or fails."""
    try:
        result = subprocess.run(
            ["git", "-C", str(ROOT), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        return None
    return result.stdout if result.returncode == 0 else None


class History:
    """The changes of the working tree since the last commit that moved a mark.

    Without git, or in a clone that is not deep enough, nothing has changed as far as it can tell.
    """

    def __init__(self) -> None:
        self.base = (git("log", "-1", "--format=%H", "--", str(FILE)) or "").strip()

    def renames(self) -> dict[str, str]:
        """Return the files that have another name now: old path -> new path."""
        listing = self.base and git("diff", "--name-status", "-M", "--relative", "-z", self.base, "--", ".")
        if not listing:
            return {}
        words = listing.split("\0")
        found = {}
        index = 0
        while index < len(words) - 1:
            if words[index].startswith(("R", "C")):
                if words[index].startswith("R"):
                    found[words[index + 1]] = words[index + 2]
                index += 3
            else:
                index += 2
        return found

    def added_lines(self, file: str) -> set[int]:
        """Return the lines of a file that were added or changed; all of a file that git does not track."""
        if git("ls-files", "--error-unmatch", "--", file) is None:
            path = Path(ROOT / file)
            return set(range(1, path.read_bytes().count(b"\n") + 2)) if self.base and path.is_file() else set()
        text = self.base and git("diff", "-M", "--unified=0", "--relative", self.base, "--", file)
        found: set[int] = set()
        for line in (text or "").splitlines():
            hunk = _HUNK.match(line)
            if hunk:
                start, length = int(hunk[1]), int(hunk[2] or 1)
                found.update(range(start, start + length))
        return found

    def removed_tests(self, file: str) -> list[str]:
        """Return the names of test functions that a file had and has no longer."""
        before = self.base and git("show", f"{self.base}:./{file}")
        path = ROOT / file
        after = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        pattern = re.compile(r"^\s*(?:async )?def (test\w*)", re.MULTILINE)
        left = pattern.findall(after)
        gone = []
        for name in pattern.findall(before or ""):
            if name in left:
                left.remove(name)
            else:
                gone.append(name)
        return gone
