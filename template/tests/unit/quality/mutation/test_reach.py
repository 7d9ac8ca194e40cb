"""Which tests are run against a mutant, and in which order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import CoverageData

from quality.mutation.reach import Reach, digest_of, is_in_function

SOURCE = """\
LIMIT = 5

@cached
def read(
    rows=LIMIT,
):
    first = rows[0]
    return first

def never():
    return 1
"""
SECONDS = {
    "tests/unit/test_slow.py::test_slow": 3.0,
    "tests/unit/test_quick.py::test_quick": 1.0,
    "tests/unit/orders/test_near.py::test_near": 2.0,
    "tests/unit/test_other.py::test_other": 0.5,
    "tests/e2e/test_server.py::test_server": 9.0,
}
SLOW, QUICK, NEAR, OTHER, SERVER = SECONDS
FILE = "app/orders/rules.py"


@pytest.fixture
def reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reach]:
    monkeypatch.chdir(tmp_path)
    source = Path(FILE)
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    lines = CoverageData(no_disk=True)
    for test, reached in {"": [1, 3, 4, 5, 10], SLOW: [7, 8], QUICK: [7]}.items():
        lines.set_context(test)
        lines.add_lines({FILE: reached})
    for test in (NEAR, OTHER):
        lines.set_context(test)
        lines.add_lines({"app/other.py": [1]})
    yield Reach(SECONDS, [], lines)
    lines.close(force=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(7, [[QUICK, SLOW], [NEAR]], id="reached-by-two"),
        pytest.param(8, [[SLOW], [QUICK, NEAR]], id="reached-by-one"),
        pytest.param(1, [[QUICK, NEAR, SLOW], [OTHER]], id="runs-at-import"),
        pytest.param(5, [[QUICK, NEAR, SLOW], [OTHER]], id="default-runs-at-import"),
        pytest.param(11, [[QUICK, NEAR, SLOW], [OTHER], [SERVER]], id="reached-by-none"),
    ],
)
def test_batches_changed_line_nearest_and_quickest_tests_come_first(
    reach: Reach, line: int, expected: list[list[str]]
) -> None:
    assert reach.batches(FILE, line, line) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(1, 1, False), (3, 3, False), (5, 5, False), (7, 7, True), (7, 8, True), (3, 8, False), (8, 10, False)],
)
def test_is_in_function_lines_of_the_body_only(first: int, last: int, expected: bool) -> None:
    assert is_in_function(SOURCE, first, last) is expected


def test_digest_of_files_follows_their_content(tmp_path: Path) -> None:
    file, other = tmp_path / "a.py", tmp_path / "b.py"
    file.write_text("1", encoding="utf-8")
    before = digest_of(file, other)
    unchanged = digest_of(other, file)

    file.write_text("2", encoding="utf-8")

    assert unchanged == before
    assert digest_of(file, other) != before
