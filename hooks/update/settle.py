"""After Copier has merged: make each file that the owner changed what it must be.

That is the three-way merge of what the last version had rendered, what the owner made of it, and
what the new version renders. Most of the time it is what Copier made, and nothing is written.
"""

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from hooks import adoption, seal
from hooks.scope import SUFFIX, Scope, git
from hooks.tree import Tree
from hooks.update.content import Content, read, write
from hooks.update.migration import Migration, destination
from hooks.update.moves import similar_file
from hooks.update.places import Place, Side
from hooks.update.snapshot import BASE, TEMPLATE, YOURS, Record, Snapshot
from hooks.update.threeway import merge
from hooks.update.unmerged import Stages, resolve, unmerge
from hooks.update.versions import rendered_anew
from hooks.update.worktree import REJECT, Changes, changes


class Settled(NamedTuple):
    """What became of the files.

    Attributes:
        places: files that cannot be merged line by line.
        moved: old path -> new path of files whose edits went along.
        stays_removed: new path -> old path that the owner had removed, so that the new one is, too.
    """

    places: list[Place]
    moved: dict[str, str]
    stays_removed: dict[str, str]


def settle(
    scope: Scope, answers_file: str, snapshot: Snapshot, record: Record, steps: list[Migration]
) -> Settled:
    """Settle every file that the owner changed or removed.

    Args:
        scope: which files are the template's.
        answers_file: path of Copier's answers file.
        snapshot: what was kept aside before the update.
        record: what was found before it.
        steps: the migrations on the way.

    Returns:
        What became of them.

    Raises:
        OSError: a file, or git's index, cannot be written.
    """
    return _Settling(scope, answers_file, snapshot, record, steps).run()


class _Settling:
    """The files of one update while they are settled."""

    def __init__(
        self,
        scope: Scope,
        answers_file: str,
        snapshot: Snapshot,
        record: Record,
        steps: list[Migration],
    ) -> None:
        self.scope = scope
        self.root = scope.root
        self.answers_file = answers_file
        self.snapshot = snapshot
        self.record = record
        self.steps = steps
        self.found: Changes = changes(self.root)
        self.new = [file for file in self.found.added if not file.endswith(REJECT)]
        self.undecided: dict[str, Stages] = {}
        self.settled = Settled([], {}, {})

    def run(self) -> Settled:
        """Settle everything."""
        self._render_what_was_not_kept()
        for file in self.record.edited:
            # `--conflict rej`: the owner asked for rejects, and the change waits in one.
            if not (self.root / f"{file}{REJECT}").exists():
                self._settle(file)
        for file in self.record.removed:
            self._follow_removal(file)
        self._put_back_untouchable()
        resolve(self.root, set(self.found.unmerged) - self.undecided.keys())
        unmerge(
            self.root,
            {
                file: stages
                for file, stages in self.undecided.items()
                if file not in self.found.unmerged
            },
        )
        return self.settled

    def _render_what_was_not_kept(self) -> None:
        """Keep what the new version renders, when no task did so: `--skip-tasks`."""
        missing = [
            file
            for file in self.record.edited
            if read(self.root / file) and not self.snapshot.content(TEMPLATE, file)
        ]
        if not missing:
            return
        prefix = self.snapshot.prefix
        # The answers have changed since the scope was made.
        answers = Tree(self.root, (), self.answers_file).answers
        with rendered_anew(prefix, self.answers_file, answers) as folder:
            for file in missing:
                self.snapshot.keep(TEMPLATE, file, read(folder / file))

    def _settle(self, file: str) -> None:
        """Make one edited file what it must be."""
        yours = self.snapshot.content(YOURS, file)
        base = self.snapshot.content(BASE, file)
        if yours is None:
            return
        # Copier removes what the new version does not render; else it has written it by now.
        gone = base is not None and read(self.root / file) is None
        if not gone:
            theirs = self.snapshot.content(TEMPLATE, file)
            self._merge(file, file, Stages(base, yours, theirs))
            return
        target = self._moved_to(file, base or yours)
        if target:
            self.settled.moved[file] = target
            self._merge(file, target, Stages(base, yours, read(self.root / target)))
        else:
            self._keep(file, Stages(base, yours, None))

    def _merge(self, file: str, target: str, stages: Stages) -> None:
        """Merge a file and write the result to `target`."""
        base, yours, theirs = stages
        merged = merge(self.root, base, yours, yours if theirs is None else theirs)
        if read(self.root / target) != merged.content:
            write(self.root / target, merged.content)
        if merged.conflicts or merged.whole:
            self.undecided[target] = stages
        if merged.whole:
            theirs_kept = self.snapshot.path(TEMPLATE, file)
            self.snapshot.keep(TEMPLATE, file, theirs)
            self.settled.places.append(
                Place(
                    target,
                    None,
                    "both sides changed a file that has no lines to merge; yours stays",
                    (),
                    f"The template's new version is in {theirs_kept}. Make one of both, as far as "
                    "the format allows.",
                )
            )

    def _keep(self, file: str, stages: Stages) -> None:
        """Keep an edited file that the new version does not have."""
        if read(self.root / file) != stages.yours:
            write(self.root / file, stages.yours)
        self.undecided[file] = stages
        line, added = _first_added(stages)
        self.settled.places.append(
            Place(
                file,
                line,
                "gone from the template; it stays, because you changed it",
                (Side("what you added", added), Side("the template's, after updating", [])),
                "Keep the file if your service still needs it, or take what you added to where it "
                "belongs now.",
            )
        )

    def _follow_removal(self, file: str) -> None:
        """Remove a file again that the owner had removed under its old name."""
        base = self.snapshot.content(BASE, file)
        if base is None or self._has_source(file):
            return
        target = self._moved_to(file, base)
        if target and target in self.new:
            (self.root / target).unlink()
            self.new.remove(target)
            self.settled.stays_removed[target] = file

    def _has_source(self, file: str) -> bool:
        """Tell whether the new version of the template has a file, whatever the answers."""
        template = self.scope.template
        return (template / file).exists() or (template / f"{file}{SUFFIX}").exists()

    def _moved_to(self, file: str, base: Content) -> str | None:
        """Return where the template moved a file, or None."""
        declared = destination(file, self.steps)
        if declared is not None and read(self.root / declared) is not None:
            return declared if declared in self.new else None
        return similar_file(self.root, file, base, self.new)

    def _put_back_untouchable(self) -> None:
        """Put back whatever changed though no version of the template has it."""
        known = {*self.record.pristine, *self.record.edited, *self.record.removed}
        known |= {self.answers_file, seal.name(self.root), adoption.LIST}
        touched = [file for file in (*self.found.changed, *self.found.removed) if file not in known]
        if touched:
            git(self.root, "restore", "--source=HEAD", "--staged", "--worktree", "--", *touched)


def _first_added(stages: Stages) -> tuple[int | None, list[str]]:
    """Return the lines that the owner added to a file, and the number of the first of them."""
    if not stages.yours.is_text or (stages.base and not stages.base.is_text):
        return None, []
    old, new = (_lines(content) for content in (stages.base or Content(b""), stages.yours))
    added = list(_added(old, new))
    return (added[0][0] if added else None), [text for _, text in added]


def _added(old: list[str], new: list[str]) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is in `new` only."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, _, _, begin, end in matcher.get_opcodes():
        if tag != "equal":
            yield from enumerate(new[begin:end], start=begin + 1)


def _lines(content: Content) -> list[str]:
    """Return the lines of a text without their ends."""
    return content.data.decode("utf-8", errors="replace").replace("\r\n", "\n").splitlines()
