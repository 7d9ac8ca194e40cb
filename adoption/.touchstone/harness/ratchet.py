"""The ratchet: what the tests reach may become better and not worse."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from harness.findings import Places, Violation
from harness.history import History
from harness.marks import Mark, Marks, by_name
from harness.suite import Coverage, Measured, Test
from quality.spans import spans

_PRAGMA = re.compile(r"#\s*pragma:?\s*no\s*(?:cover|branch)", re.IGNORECASE)
# Nothing is the mark of these where none is written: what is new has to be right.
COUNTS = ("excluded", "failing", "skipped", "unclassified", "violation")
_SHOWN = 10


@dataclass(frozen=True)
class State:
    """Where the tests stand now.

    Attributes:
        marks: What could be written down.
        measured: What the run of the tests showed.
        violations: What breaks a rule.
    """

    marks: Marks
    measured: Measured
    violations: Sequence[Violation]


@dataclass(frozen=True)
class Worse:
    """Something that became worse.

    Attributes:
        file: The file to look at.
        line: The line to look at, from one.
        message: What became worse, and what would be right.
        mark: The mark that it is below.
    """

    file: str
    line: int
    message: str
    mark: tuple[str, str]


def take_state(root: Path, measured: Measured, violations: Sequence[Violation]) -> State:
    """Return where the tests stand.

    Args:
        root: The project's folder.
        measured: What the run of the tests showed.
        violations: What breaks a rule.
    """
    marks = [
        Mark("python", measured.python, 1),
        *_coverage_marks(measured.files),
        *_counted("excluded", (name for name in measured.files for _ in _pragmas(root, name))),
        *_counted("failing", {test.id for test in measured.tests if test.outcome == "failed"}),
        *_counted("skipped", (test.file for test in measured.tests if test.outcome == "skipped")),
        *_counted("tests", (test.file for test in measured.tests if test.outcome != "skipped")),
        *_counted("unclassified", (test.file for test in measured.tests if not test.tier)),
        *_counted("violation", _violation_names(root, violations)),
    ]
    return State(by_name(marks), measured, violations)


def find_worse(root: Path, marks: Marks, state: State, history: History) -> list[Worse]:
    """Return what became worse since the marks were moved.

    Args:
        root: The project's folder.
        marks: The marks.
        state: Where the tests stand.
        history: What changed since.
    """
    known = follow_renames(marks, history.renames())
    found = [
        *_worse_coverage(known, state, history),
        *_no_longer_measured(root, known, state),
        *_worse_excluded(root, known, state, history),
        *_worse_failing(known, state),
        *_worse_skipped(known, state, history),
        *_worse_tests(known, state, history),
        *_worse_unclassified(known, state, history),
        *_worse_violations(root, known, state, history),
    ]
    return sorted(found, key=lambda worse: (worse.file, worse.line, worse.message))


def tighten(
    root: Path, marks: Marks, state: State, worse: Iterable[Worse], renames: Mapping[str, str]
) -> dict[tuple[str, str], Mark]:
    """Return the marks, moved to whatever is better now; nothing is loosened.

    Args:
        root: The project's folder.
        marks: The marks.
        state: Where the tests stand.
        worse: What became worse: those marks stay.
        renames: Old path -> new path of files.
    """
    known = follow_renames(marks, renames)
    kept = {entry.mark for entry in worse}
    # A rule is held for a file as a whole: with it, all entries of the file stay.
    kept |= {name for name in known if whole(name) in {whole(other) for other in kept}}
    moved: dict[tuple[str, str], Mark] = {}
    for name in {*known, *state.marks}:
        old, new = known.get(name), state.marks.get(name)
        if name in kept or whole(name) in {whole(other) for other in kept}:
            chosen = old
        elif new is None:
            chosen = None if _may_go(root, name) else old
        else:
            chosen = new if old is None or _is_better(old, new) else old
        if chosen is not None:
            moved[name] = chosen
    return moved


def accept(marks: Marks, state: State, names: Iterable[tuple[str, str]], reason: str) -> dict[tuple[str, str], Mark]:
    """Return the marks with some of them moved to where the tests stand now, better or worse.

    Args:
        marks: The marks.
        state: Where the tests stand.
        names: The marks to move.
        reason: Why; it is written beside them.
    """
    moved = dict(marks)
    for name in names:
        for entry in [other for other in {*moved, *state.marks} if whole(other) == whole(name)]:
            new = state.marks.get(entry)
            if new is None:
                moved.pop(entry, None)
            elif new != moved.get(entry):
                moved[entry] = replace(new, reason=reason)
    return moved


def follow_renames(marks: Marks, renames: Mapping[str, str]) -> dict[tuple[str, str], Mark]:
    """Return the marks with the paths that files have now."""
    return by_name([replace(mark, subject=_renamed(mark, renames)) for mark in marks.values()])


def _renamed(mark: Mark, renames: Mapping[str, str]) -> str:
    rule, separator, place = mark.subject.partition(" ") if mark.kind == "violation" else ("", "", mark.subject)
    file, colons, names = place.partition("::")
    return f"{rule}{separator}{renames.get(file, file)}{colons}{names}"


def whole(name: tuple[str, str]) -> tuple[str, str]:
    """Return what a mark is judged as: violations are counted by rule and file."""
    kind, subject = name
    return (kind, subject.partition("::")[0]) if kind == "violation" else name


def _counted(kind: str, subjects: Iterable[str]) -> list[Mark]:
    return [Mark(kind, subject, number) for subject, number in Counter(subjects).items()]


def _coverage_marks(files: Mapping[str, Coverage]) -> Iterator[Mark]:
    """Yield the marks of every file, of every folder with files, and of the whole."""
    areas: dict[str, list[Coverage]] = defaultdict(list)
    for name, covered in files.items():
        areas["."].append(covered)
        folder = area_of(name)
        if folder != ".":
            areas[folder].append(covered)
        if covered.total:
            yield Mark("file", name, covered.hit, covered.total)
    for folder, parts in areas.items():
        total = sum(part.total for part in parts)
        if total:
            yield Mark("area", folder, sum(part.hit for part in parts), total)


def area_of(file: str) -> str:
    """Return the area that a file belongs to: its folder."""
    return str(PurePosixPath(file).parent)


def _violation_names(root: Path, violations: Iterable[Violation]) -> Iterator[str]:
    places = Places(root)
    for found in violations:
        yield f"{found.rule} {found.file}::{places.name(found.file, found.line)}"


def _pragmas(root: Path, file: str) -> list[int]:
    """Return the lines of a file that take code out of the measurement."""
    try:
        lines = (root / file).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [number for number, line in enumerate(lines, start=1) if _PRAGMA.search(line)]


def _is_worse_share(old: Mark, new: Mark) -> bool:
    """Tell whether coverage became worse: a smaller share, and more that is missing.

    Both: code that was covered may be removed, and much that is covered may come with a little that is not.
    """
    return new.share < old.share and new.missing > old.missing


def _is_better(old: Mark, new: Mark) -> bool:
    if old.total or new.total:
        return not _is_worse_share(old, new)
    return new.hit < old.hit if old.kind in COUNTS else new.hit >= old.hit


def _may_go(root: Path, name: tuple[str, str]) -> bool:
    """Tell whether a mark that nothing is counted for any more may be removed."""
    kind, subject = name
    return kind in {*COUNTS, "python"} or (kind == "file" and not (root / subject).exists())


def _worse_coverage(marks: Marks, state: State, history: History) -> Iterator[Worse]:
    """Yield, for each area that became worse, the lines of its files."""
    areas = [
        mark
        for mark in marks.values()
        if mark.kind == "area" and mark.name in state.marks and _is_worse_share(mark, state.marks[mark.name])
    ]
    told: set[str] = set()
    # The whole comes last: most often a folder says the same more exactly.
    for mark in sorted(areas, key=lambda mark: (mark.subject == ".", mark.subject)):
        if mark.subject == "." and told:
            continue
        now = state.marks[mark.name]
        title = "the whole" if mark.subject == "." else mark.subject
        change = f"coverage of {title} fell from {percent(mark)} to {percent(now)}"
        files = [name for name in state.measured.files if mark.subject in {".", area_of(name)}]
        worse = [name for name in files if _missing_more(name, marks, state)]
        told.update(worse)
        for name in worse:
            yield _worse_file(name, change, marks, state, history, mark)
        if not worse:
            yield Worse(mark.subject, 1, f"{change}.", mark.name)


def _missing_more(file: str, marks: Marks, state: State) -> bool:
    old, now = marks.get(("file", file)), state.marks.get(("file", file))
    return now is not None and now.missing > (old.missing if old else 0)


def _worse_file(file: str, change: str, marks: Marks, state: State, history: History, area: Mark) -> Worse:
    """Return what to say about a file in which more is missing than before."""
    missing = state.measured.files[file].missing
    new = sorted(history.added_lines(file).intersection(missing))
    old = marks.get(("file", file))
    before = f", {old.missing} before" if old else ", and the file is new"
    now = state.marks[("file", file)].missing
    lines = f"no test runs line{'s' if len(new or missing) != 1 else ''} {ranges(new or missing)}"
    message = f"{change}: {lines} ({now} lines and branches missing{before})."
    return Worse(file, (new or missing or (1,))[0], message, area.name)


def _no_longer_measured(root: Path, marks: Marks, state: State) -> Iterator[Worse]:
    """Yield the areas and files that were measured and are no longer."""
    measured = set(state.measured.files)
    areas = {area_of(name) for name in measured} | {"."}
    for mark in marks.values():
        if mark.kind == "area" and mark.subject not in areas:
            yield Worse(
                mark.subject,
                1,
                f"coverage of {mark.subject} is no longer measured: {mark.total} lines and branches are gone. "
                "If the code is, accept it.",
                mark.name,
            )
        if mark.kind == "file" and mark.subject not in measured and (root / mark.subject).exists():
            yield Worse(
                mark.subject,
                1,
                f"coverage of this file is no longer measured ({mark.total} lines and branches). "
                "Take it back into the settings of coverage.",
                mark.name,
            )


def _worse_excluded(root: Path, marks: Marks, state: State, history: History) -> Iterator[Worse]:
    for mark, old in _more(marks, state, "excluded"):
        lines = _pragmas(root, mark.subject)
        line = _newest(lines, history.added_lines(mark.subject))
        yield Worse(
            mark.subject,
            line,
            f"more is kept out of the measurement: {mark.hit} comments `pragma: no cover`, {old} "
            "before. Test the code, or remove it.",
            mark.name,
        )


def _worse_failing(marks: Marks, state: State) -> Iterator[Worse]:
    tests = {test.id: test for test in state.measured.tests}
    for mark, _ in _more(marks, state, "failing"):
        test = tests[mark.subject]
        yield Worse(test.file, test.line, f"{mark.subject.partition('::')[2]} fails, and did not before.", mark.name)


def _worse_skipped(marks: Marks, state: State, history: History) -> Iterator[Worse]:
    for mark, old in _more(marks, state, "skipped"):
        tests = [test for test in state.measured.tests if test.file == mark.subject and test.outcome == "skipped"]
        line = _newest([test.line for test in tests], history.added_lines(mark.subject))
        yield Worse(
            mark.subject,
            line,
            f"{mark.hit} tests are skipped or expected to fail, {old} before: "
            f"{', '.join(map(_short, tests[:_SHOWN]))}.",
            mark.name,
        )


def _worse_tests(marks: Marks, state: State, history: History) -> Iterator[Worse]:
    """Yield the files in which fewer tests run than before."""
    for mark in marks.values():
        if mark.kind != "tests":
            continue
        now = state.marks.get(mark.name)
        number = now.hit if now else 0
        if number >= mark.hit:
            continue
        gone = history.removed_tests(mark.subject)
        reason = f"; removed: {', '.join(gone[:_SHOWN])}" if gone else ""
        yield Worse(mark.subject, 1, f"{number} tests run, {mark.hit} before{reason}.", mark.name)


def _worse_unclassified(marks: Marks, state: State, history: History) -> Iterator[Worse]:
    for mark, old in _more(marks, state, "unclassified"):
        tests = [test for test in state.measured.tests if test.file == mark.subject and not test.tier]
        added = history.added_lines(mark.subject)
        new = [test for test in tests if test.line in added] or tests
        yield Worse(
            mark.subject,
            new[0].line,
            f"{mark.hit} tests have no tier, {old} before: {', '.join(map(_short, new[:_SHOWN]))}. Put them "
            "into a folder unit, integration or e2e, or mark them with it.",
            mark.name,
        )


def _worse_violations(root: Path, marks: Marks, state: State, history: History) -> Iterator[Worse]:
    """Yield the places that break a rule, in files where more do than before."""
    before, now = _by_rule_and_file(marks), _by_rule_and_file(state.marks)
    places = Places(root)
    for (rule, file), number in now.items():
        excess = number - before.get((rule, file), 0)
        if excess <= 0:
            continue
        added = history.added_lines(file)
        found = [each for each in state.violations if (each.rule, each.file) == (rule, file)]
        left = Counter({mark.subject: mark.hit for mark in marks.values() if mark.kind == "violation"})
        unknown = []
        for each in sorted(found, key=lambda each: each.line in added):
            subject = f"{rule} {file}::{places.name(file, each.line)}"
            if left[subject] > 0:
                left[subject] -= 1
            else:
                unknown.append(each)
        for each in sorted(unknown, key=lambda each: each.line not in added)[:excess]:
            link = f" {each.link}" if each.link else ""
            yield Worse(file, each.line, f"{rule}: {each.message}{link}", ("violation", f"{rule} {file}"))


def _by_rule_and_file(marks: Marks) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for mark in marks.values():
        if mark.kind == "violation":
            rule, _, place = mark.subject.partition(" ")
            found[rule, place.partition("::")[0]] += mark.hit
    return found


def _more(marks: Marks, state: State, kind: str) -> Iterator[tuple[Mark, int]]:
    """Yield what is counted more often now, with how often before."""
    for mark in state.marks.values():
        if mark.kind == kind:
            before = marks[mark.name].hit if mark.name in marks else 0
            if mark.hit > before:
                yield mark, before


def _newest(lines: Sequence[int], added: set[int]) -> int:
    """Return the first line that was added; else the first; else the first of the file."""
    return next((line for line in lines if line in added), lines[0] if lines else 1)


def _short(test: Test) -> str:
    return f"{test.id.rpartition('::')[2]} (line {test.line})"


def percent(mark: Mark) -> str:
    """Return a share to be read, cut off and not rounded."""
    return f"{int(mark.share * 10_000) / 100:.2f} %"


def ranges(lines: Sequence[int]) -> str:
    """Return numbers of lines as text, neighbours joined: 3, 5-8; cut off when there are many."""
    texts = [str(span) for span in spans(lines)]
    return ", ".join(texts[:_SHOWN]) + (" …" if len(texts) > _SHOWN else "")
