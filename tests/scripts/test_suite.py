"""The pieces of command two."""

import tomllib

from scripts.bootstrap import FULL_LOCK, ROOT, TRY_LOCK
from scripts.suite import ALL_TESTS, EVERYDAY_TESTS, STATIC_CHECKS, parse


def pins(text: str) -> set[str]:
    """Return the `name==version` of each package in a lock file."""
    return {line.split()[0] for line in text.splitlines() if line[:1].isalnum()}


def test_parse_no_arguments_returns_every_check() -> None:
    assert parse([]) == (*STATIC_CHECKS, ALL_TESTS)


def test_parse_quick_returns_the_everyday_tests() -> None:
    assert parse(["--quick"]) == (EVERYDAY_TESTS,)


def test_all_tests_take_back_the_selection_of_the_everyday_ones() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())
    everyday = configuration["tool"]["pytest"]["addopts"]

    assert everyday[-2:] == ["-m", "not slow"]
    assert ALL_TESTS.command[-2:] == ("-m", "")


def test_pipelines_run_the_second_command() -> None:
    command = "python3 scripts/test.py\n"

    assert [
        (ROOT / pipeline).read_text().count(command)
        for pipeline in (".ci/run", ".gitlab-ci.yml", ".github/workflows/test.yml")
    ] == [1, 1, 1]


def test_lock_of_the_first_command_is_part_of_the_full_one() -> None:
    part, full = pins(TRY_LOCK.read_text()), pins(FULL_LOCK.read_text())

    assert {"copier", "uv"} <= {pin.partition("==")[0] for pin in part}
    assert part <= full


def test_locks_name_no_index() -> None:
    assert "://" not in TRY_LOCK.read_text() + FULL_LOCK.read_text()
