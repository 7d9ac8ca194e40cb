"""The command `ratchet`."""

import argparse
from collections.abc import Sequence

from harness import ratchet
from harness.environment import find_environment
from harness.errors import AdoptionError
from harness.history import History
from harness.lint import find_violations
from harness.marks import FILE, Marks, read_marks, write_marks
from harness.project import ROOT, read_settings, shown
from harness.suite import measure, read_measured
from quality.annotations import annotate
from quality.spans import Span

_WORSE = 1
_HELP = {
    "init": "run the tests and write down where they stand",
    "check": "run the tests and fail when anything is worse than its mark",
    "tighten": "run the tests and move the marks to what is better",
    "accept": "move marks to what is worse on purpose, with a reason",
}


def main(arguments: Sequence[str]) -> int:
    """Turn the ratchet.

    Returns:
        0 when nothing is worse, 1 when something is.

    Raises:
        AdoptionError: Something outside is missing or wrong.
    """
    options = _parse(arguments)
    if options.action == "init":
        return _init(again=options.again)
    marks = read_marks()
    state = _take_state(again=options.again)
    history = History()
    worse = ratchet.find_worse(ROOT, marks, state, history)
    if options.action == "accept":
        names = [_name(text) for text in options.marks] or [entry.mark for entry in worse]
        return _accept(marks, state, names, options.reason.strip())
    better = ratchet.tighten(ROOT, marks, state, worse, history.renames())
    _show(worse, marks, state)
    moved = _count_moved(marks, better)
    if options.action == "tighten":
        write_marks(better)
        print(f"{moved} moved in {shown(FILE)}.")
    elif better != marks:
        print(f"{moved} can be moved to what is better now: python .touchstone ratchet tighten")
    return _WORSE if worse else 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python .touchstone ratchet", description="What the tests reach may become better and not worse."
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, text in _HELP.items():
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("--again", action="store_true", help="judge what the last run measured; run no tests")
        if name == "accept":
            about = "a kind and a subject as they stand in the file, in quotes; none for all that is worse"
            action.add_argument("marks", nargs="*", metavar="MARK", help=about)
            action.add_argument("--reason", required=True, help="why, on one line; it is written beside the mark")
    return parser.parse_args(arguments)


def _init(*, again: bool) -> int:
    """Write down where the tests stand."""
    if FILE.exists():
        raise AdoptionError(f"{shown(FILE)} is there already. `ratchet tighten` moves its marks.")
    state = _take_state(again=again)
    write_marks(state.marks)
    number = _count(len(state.marks), "mark")
    print(f"\n{number} in {shown(FILE)}. Commit it; `python .touchstone ratchet check` holds them. {_whole(state)}")
    return 0


def _take_state(*, again: bool) -> ratchet.State:
    settings = read_settings()
    measured = read_measured(find_environment(settings).version) if again else measure(settings)
    return ratchet.take_state(ROOT, measured, find_violations())


def _accept(marks: Marks, state: ratchet.State, names: Sequence[tuple[str, str]], reason: str) -> int:
    """Move marks to where the tests stand."""
    if "\n" in reason or not reason:
        raise AdoptionError("A reason is one line of text.")
    known = {name for mark in {*marks, *state.marks} for name in (mark, ratchet.whole(mark))}
    unknown = [" ".join(name) for name in names if name not in known]
    if unknown:
        raise AdoptionError(
            f"There is no mark {', '.join(unknown)}. Write it as {shown(FILE)} does, without its number."
        )
    moved = ratchet.accept(marks, state, names, reason)
    write_marks(moved)
    print(f"{_count_moved(marks, moved)} moved in {shown(FILE)}.")
    return 0


def _name(text: str) -> tuple[str, str]:
    """Return the kind and the subject of a mark."""
    kind, _, subject = text.strip().partition(" ")
    return kind, subject


def _show(worse: Sequence[ratchet.Worse], marks: Marks, state: ratchet.State) -> None:
    """Print what became worse, and mark it for GitHub inside its pipeline."""
    before = sorted(subject for kind, subject in marks if kind == "python")
    now = state.measured.python
    if before and before != [now]:
        print(f"\nThe marks were measured on Python {before[0]}, and this is {now}: figures may differ.")
    failed = sum(test.outcome == "failed" for test in state.measured.tests)
    if failed:
        print(f"\n{_count(failed, 'test')} failed; the marks say which of them failed already.")
    print()
    for entry in worse:
        print(f"{entry.file}:{entry.line}: {entry.message}\n    mark: {' '.join(entry.mark)}")
        annotate("error", entry.message, title="Ratchet", file=entry.file, span=Span(entry.line, entry.line))
    if worse:
        print(f"\nWorse than its mark: {_count(len(worse), 'place')}. {_whole(state)}")
        print('On purpose? python .touchstone ratchet accept --reason "why" "MARK" …')
    else:
        print(f"Nothing is worse than its mark. {_whole(state)}")


def _whole(state: ratchet.State) -> str:
    """Return where the tests stand, in one sentence."""
    whole = state.marks.get(("area", "."))
    parts = [f"coverage {ratchet.percent(whole)}"] if whole else []
    parts += [_count(len(state.measured.tests), "test function"), _count(len(state.violations), "violation")]
    return f"Now: {', '.join(parts)}."


def _count_moved(marks: Marks, moved: Marks) -> str:
    return _count(sum(marks.get(name) != moved.get(name) for name in {*marks, *moved}), "mark")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
