"""What the ratchet calls worse, what it calls better, and what it lets nobody get away with."""

from pathlib import Path

import pytest
from harness import ratchet
from harness.findings import Violation
from harness.history import History
from harness.marks import Mark, by_name
from harness.ratchet import State, find_worse, take_state, tighten
from harness.suite import Coverage, Measured
from harness.suite import Test as Function

from tests.adoption.conftest import write

FILE, TESTS = "src/shop/prices.py", "tests/test_prices.py"


class NoHistory(History):
    """Knows nothing, like a project without git."""

    def __init__(
        self, renames: dict[str, str] | None = None, added: set[int] | None = None
    ) -> None:
        self.base = ""
        self._renames = renames or {}
        self._added = added or set()

    def renames(self) -> dict[str, str]:
        return self._renames

    def added_lines(self, _file: str) -> set[int]:
        return self._added


def covered(hit: int, total: int, missing: tuple[int, ...] = ()) -> Coverage:
    return Coverage(hit, total, missing or tuple(range(1, total - hit + 1)), ())


def function(
    name: str, line: int = 1, file: str = TESTS, tier: str = "unit", outcome: str = "passed"
) -> Function:
    return Function(f"{file}::{name}", file, line, tier, outcome)


def state_of(
    root: Path,
    *tests: Function,
    files: dict[str, Coverage] | None = None,
    violations: tuple[Violation, ...] = (),
) -> State:
    return take_state(root, Measured("3.12", tests, files or {FILE: covered(80, 100)}), violations)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            FILE: "x = 1\n",
            TESTS: "def test_a():\n    pass\n\n\ndef test_b():\n    pass\n",
        },
    )


@pytest.fixture
def before(project: Path) -> State:
    return state_of(project, function("test_a", 1), function("test_b", 5))


def places(root: Path, before: State, now: State, history: History | None = None) -> list[str]:
    """Return `file:line kind` of everything that is worse."""
    found = find_worse(root, before.marks, now, history or NoHistory())
    return [f"{each.file}:{each.line} {each.mark[0]}" for each in found]


def test_find_worse_same_state_is_nothing(project: Path, before: State) -> None:
    assert places(project, before, before) == []


@pytest.mark.parametrize(
    ("hit", "total", "expected"),
    [
        pytest.param(79, 100, [f"{FILE}:1 area"], id="one-line-less"),
        pytest.param(80, 101, [f"{FILE}:1 area"], id="one-new-line-without-a-test"),
        pytest.param(70, 90, [], id="covered-code-removed"),
        pytest.param(170, 200, [], id="more-missing-but-a-larger-share"),
        pytest.param(79, 99, [], id="as-much-missing-of-less"),
        pytest.param(159, 200, [f"{FILE}:1 area"], id="a-hair-below"),
        pytest.param(160, 200, [], id="the-same-share-of-more"),
    ],
)
def test_find_worse_coverage_is_judged_by_share_and_by_what_is_missing(
    project: Path, before: State, hit: int, total: int, expected: list[str]
) -> None:
    now = state_of(project, *before.measured.tests, files={FILE: covered(hit, total)})

    assert places(project, before, now) == expected


def test_find_worse_coverage_names_the_new_lines(project: Path, before: State) -> None:
    now = state_of(
        project, *before.measured.tests, files={FILE: covered(80, 103, (3, 7, 40, 41, 42))}
    )

    [worse] = find_worse(project, before.marks, now, NoHistory(added={40, 41, 42, 43}))

    assert (worse.file, worse.line) == (FILE, 40)
    assert (
        "coverage of src/shop fell from 80.00 % to 77.66 %: no test runs lines 40-42"
        in worse.message
    )


def test_find_worse_one_area_is_not_hidden_by_another(project: Path) -> None:
    files = {FILE: covered(80, 100), "src/store/stock.py": covered(50, 100)}
    better = {FILE: covered(79, 100), "src/store/stock.py": covered(100, 100)}

    found = places(project, state_of(project, files=files), state_of(project, files=better))

    assert found == [f"{FILE}:1 area"]


def test_find_worse_area_that_is_gone_is_named(project: Path) -> None:
    files = {FILE: covered(80, 100), "src/store/stock.py": covered(50, 100)}

    found = places(project, state_of(project, files=files), state_of(project))

    assert found == ["src/store:1 area"]


def test_find_worse_file_that_is_left_out_of_the_measurement_is_named(project: Path) -> None:
    write(project, {"src/shop/stock.py": "x = 1\n"})
    files = {FILE: covered(80, 100), "src/shop/stock.py": covered(5, 100)}

    found = places(project, state_of(project, files=files), state_of(project))

    assert found == ["src/shop/stock.py:1 file"]


def test_find_worse_code_taken_out_by_a_comment_is_named(project: Path, before: State) -> None:
    write(project, {FILE: "x = 1\nif x:  # pragma: no cover\n    y = 2\n"})

    found = places(project, before, state_of(project, *before.measured.tests))

    assert found == [f"{FILE}:2 excluded"]


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        pytest.param([function("test_a", 1)], [f"{TESTS}:1 tests"], id="removed"),
        pytest.param(
            [function("test_a", 1), function("test_b", 5, outcome="skipped")],
            [f"{TESTS}:1 tests", f"{TESTS}:5 skipped"],
            id="skipped",
        ),
        pytest.param(
            [function("test_a"), function("test_b", 5, outcome="skipped"), function("test_c", 9)],
            [f"{TESTS}:5 skipped"],
            id="skipped-and-another-added",
        ),
        pytest.param(
            [function("test_a", 1), function("test_b", 5, outcome="failed")],
            [f"{TESTS}:5 failing"],
            id="fails",
        ),
        pytest.param(
            [function("test_a", 1), function("test_b", 5, tier="")],
            [f"{TESTS}:5 unclassified"],
            id="without-a-tier",
        ),
        pytest.param(
            [function("test_a", 1), function("test_z", 1, file="tests/test_other.py")],
            [f"{TESTS}:1 tests"],
            id="replaced-by-one-in-another-file",
        ),
        pytest.param([], [f"{TESTS}:1 tests"], id="whole-file-removed"),
    ],
)  # fmt: skip
def test_find_worse_suite_that_shrinks_is_named(
    project: Path, before: State, tests: list[Function], expected: list[str]
) -> None:
    assert places(project, before, state_of(project, *tests)) == expected


def test_find_worse_renamed_file_keeps_its_marks(project: Path) -> None:
    renamed = "tests/test_costs.py"
    write(project, {renamed: (project / TESTS).read_text()})
    old = state_of(
        project,
        function("test_a", 1, tier=""),
        violations=(Violation(TESTS, 1, "tq101", "Bad name."),),
    )
    now = state_of(
        project,
        function("test_a", 1, tier="", file=renamed),
        violations=(Violation(renamed, 1, "tq101", "Bad name."),),
    )

    assert places(project, old, now, NoHistory(renames={TESTS: renamed})) == []


def test_find_worse_violation_names_the_one_that_is_new(project: Path, before: State) -> None:
    known = Violation(TESTS, 1, "tq104", "No assertion.")
    old = state_of(project, *before.measured.tests, violations=(known,))
    # A line was added above: the known one has moved.
    write(project, {TESTS: "\n" + (project / TESTS).read_text()})
    moved = Violation(TESTS, 2, "tq104", "No assertion.")
    new = Violation(TESTS, 6, "tq104", "No assertion.", "docs#tq-104")
    now = state_of(project, *before.measured.tests, violations=(moved, new))

    [worse] = find_worse(project, old.marks, now, NoHistory())

    assert (worse.file, worse.line, worse.message) == (TESTS, 6, "tq104: No assertion. docs#tq-104")


def test_find_worse_one_violation_for_another_of_the_same_rule_is_nothing(
    project: Path, before: State
) -> None:
    old = state_of(project, *before.measured.tests, violations=(Violation(TESTS, 1, "tq104", ""),))
    now = state_of(project, *before.measured.tests, violations=(Violation(TESTS, 5, "tq104", ""),))

    assert places(project, old, now) == []


def test_find_worse_violation_of_another_rule_or_file_is_named(
    project: Path, before: State
) -> None:
    old = state_of(project, *before.measured.tests, violations=(Violation(TESTS, 1, "tq104", ""),))
    other = (Violation(TESTS, 5, "tq103", ""), Violation("tests/test_new.py", 3, "tq104", ""))
    now = state_of(project, *before.measured.tests, violations=other)

    assert places(project, old, now) == ["tests/test_new.py:3 violation", f"{TESTS}:5 violation"]


def test_tighten_takes_what_is_better_and_leaves_what_is_worse(
    project: Path, before: State
) -> None:
    now = state_of(
        project,
        function("test_a", 1, outcome="failed"),
        function("test_b", 5),
        function("test_c", 9),
        files={FILE: covered(90, 100)},
    )
    worse = find_worse(project, before.marks, now, NoHistory())

    moved = tighten(project, before.marks, now, worse, {})

    assert moved["area", "src/shop"] == Mark("area", "src/shop", 90, 100)
    assert moved["tests", TESTS] == Mark("tests", TESTS, 3)
    assert ("failing", f"{TESTS}::test_a") not in moved


def test_tighten_is_never_worse_afterwards_than_before(project: Path, before: State) -> None:
    now = state_of(project, function("test_a", 1), files={FILE: covered(60, 100)})
    worse = find_worse(project, before.marks, now, NoHistory())

    moved = tighten(project, before.marks, now, worse, {})

    assert moved == before.marks


def test_tighten_mended_violation_loses_its_mark(project: Path, before: State) -> None:
    old = state_of(project, *before.measured.tests, violations=(Violation(TESTS, 1, "tq104", ""),))

    moved = tighten(project, old.marks, before, [], {})

    assert moved == before.marks


def test_accept_moves_the_named_mark_alone_and_keeps_the_reason(
    project: Path, before: State
) -> None:
    now = state_of(project, function("test_a", 1), files={FILE: covered(60, 100)})

    moved = ratchet.accept(before.marks, now, [("tests", TESTS)], "test_b tested what is gone")

    assert moved == dict(before.marks) | by_name(
        [Mark("tests", TESTS, 1, reason="test_b tested what is gone")]
    )


def test_accept_what_is_gone_removes_its_mark(project: Path) -> None:
    files = {FILE: covered(80, 100), "src/store/stock.py": covered(50, 100)}
    old = state_of(project, files=files)

    moved = ratchet.accept(old.marks, state_of(project), [("area", "src/store")], "removed")

    assert ("area", "src/store") not in moved
