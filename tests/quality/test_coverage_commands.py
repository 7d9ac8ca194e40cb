"""The commands on coverage, in a repository whose package is not `app`."""

import os
import re
import signal
import subprocess

import pytest

from tests.processes import wait_until
from tests.quality.shop import BARE, Shop
from tests.rendering import environment, git

pytestmark = pytest.mark.slow

OK, FINDINGS, USAGE, INTERRUPTED = 0, 1, 2, 130
LOW_AREA = {'"shop/**" = 60': '"shop/prices.py" = 95'}


def missing_lines_of(shop: Shop) -> dict[str, object]:
    """Return the missing lines of each measured file."""
    files = shop.read_json(".data/coverage/coverage.json")["files"]
    return {path: entry["missing_lines"] for path, entry in files.items()}


def test_cover_everything_above_its_floor_is_green(shop: Shop) -> None:
    result = shop.run("quality.cover")

    assert result.returncode == OK, result.stdout
    assert re.search(r"(?m)^total +50 % +77\.7 % +66\.6 % shop/prices\.py$", result.stdout)
    assert re.search(r"(?m)^shop/\*\* +60 % +77\.7 % +66\.6 % shop/prices\.py$", result.stdout)


def test_cover_area_below_its_floor_names_file_and_a_command_that_shows_the_lines(
    shop: Shop,
) -> None:
    shop.replace("quality/floors.toml", LOW_AREA)

    result = shop.run("quality.cover", GITHUB_ACTIONS="true")

    below = "shop/prices.py is covered to 66.6 %, below its floor of 95 %"
    assert result.returncode == FINDINGS, result.stdout
    assert "::error file=shop/prices.py,title=Coverage::" in result.stdout
    [shown] = re.findall(
        rf"(?m)^{re.escape(below)}\. Its missing lines:\n  uv run (.*)$", result.stdout
    )
    assert re.search(r"(?m)^shop/prices\.py .* 3$", shop.run(shown).stdout)


def test_cover_some_tests_below_a_floor_shows_it_and_is_green(shop: Shop) -> None:
    shop.replace("quality/floors.toml", LOW_AREA)

    result = shop.run("quality.cover tests/unit -- -k twenty")

    assert result.returncode == OK, result.stdout
    assert re.search(r"(?m)^shop/prices\.py +95 % .*BELOW", result.stdout)
    assert "1 passed, 1 deselected" in result.stdout


def test_cover_failing_test_is_red_and_judges_nothing(shop: Shop) -> None:
    shop.replace("shop/prices.py", {"// 100": "// 10"})

    result = shop.run("quality.cover")

    assert result.returncode == FINDINGS
    assert "Worst file" not in result.stdout


def test_cover_combined_parts_are_judged_as_one_run(shop: Shop) -> None:
    whole = shop.run("quality.cover")
    expected = missing_lines_of(shop), len(shop.read_json(".data/tests.json")["tests"])
    shop.replace("quality/floors.toml", {"total = 50": "total = 90"})

    parts = [
        shop.run(f"quality.cover --part {part} tests/{part}") for part in ("unit", "integration")
    ]
    combined = shop.run("quality.cover --combine .data/parts")

    assert [whole.returncode, *(part.returncode for part in parts)] == [OK, OK, OK]
    assert (missing_lines_of(shop), len(shop.read_json(".data/tests.json")["tests"])) == expected
    assert combined.returncode == FINDINGS, combined.stdout
    assert re.search(r"(?m)^total +90 % +77\.7 %  BELOW", combined.stdout)
    assert re.search(r"(?m)^unit +2 +66\.7 %", combined.stdout)


def test_cover_combine_without_parts_says_so(shop: Shop) -> None:
    result = shop.run("quality.cover --combine .data/parts")

    assert result.returncode == USAGE
    assert "There is no coverage.data in .data/parts: nothing to combine." in result.stdout


def test_triage_measured_repository_ranks_what_misses_lines(shop: Shop) -> None:
    shop.write("shop/tasks.py", "def send() -> None:\n    print('sent')\n")
    shop.write("shop/serializers.py", "def read(text: str) -> int:\n    return int(text)\n")
    shop.run("quality.cover")

    result = shop.run("quality.triage --format json --output work.json")

    ranked = [(task["file"], task["layer"]) for task in shop.read_json("work.json")]
    assert result.returncode == OK, result.stdout
    assert ranked == [
        ("shop/serializers.py", "schemas"),
        ("shop/tasks.py", "tasks"),
        ("shop/prices.py", "rules"),
    ]


def test_triage_before_a_measurement_says_what_to_run(shop: Shop) -> None:
    result = shop.run("quality.triage")

    assert result.returncode == USAGE
    assert "measure first, with the command `cover`" in result.stdout


@pytest.mark.parametrize(
    ("strict", "status", "level"), [("false", OK, "warning"), ("true", FINDINGS, "error")]
)
def test_cover_share_outside_its_limits_is_an_error_only_when_strict(
    shop: Shop, strict: str, status: int, level: str
) -> None:
    shop.replace("quality/settings.toml", {"strict = false": f"strict = {strict}"})

    result = shop.run("quality.cover", GITHUB_ACTIONS="true")

    complaint = "0.0 % of the tests are e2e tests; at least 2 % should be."
    assert result.returncode == status, result.stdout
    assert f"{level}: {complaint}" in result.stdout
    assert f"::{level} title=Shape of the suite::{complaint.replace('%', '%25')}" in result.stdout


def test_shape_of_the_last_full_run_is_not_touched_by_a_partial_one(shop: Shop) -> None:
    shop.run("quality.cover")
    shop.run("quality.cover tests/unit")

    result = shop.run("quality.shape")

    assert result.returncode == OK, result.stdout
    assert re.search(r"(?m)^integration +1 +33\.3 %  10 to 35 %", result.stdout)


def test_changed_lines_below_their_floor_are_named(shop: Shop) -> None:
    git(shop.folder, "switch", "--quiet", "--create", "work")
    shop.replace("shop/views.py", {" EUR": " €"})
    shop.replace("tests/integration/test_views.py", {" EUR": " €"})
    shop.write("shop/gifts.py", "def wrap(gift: str) -> str:\n    return f'[{gift}]'\n")
    shop.run("quality.cover")

    result = shop.run("quality.changed", GITHUB_ACTIONS="true")

    assert result.returncode == FINDINGS
    assert result.stdout == (
        "3 changed lines of code since main, covered to 33.3 %; the floor is 90 %.\n"
        "  shop/gifts.py: no test runs 1-2\n"
        "::error file=shop/gifts.py,line=1,endLine=2::No test runs this.\n"
    )


def test_changed_lines_that_tests_run_are_green(shop: Shop) -> None:
    git(shop.folder, "switch", "--quiet", "--create", "work")
    shop.replace("shop/views.py", {" EUR": " €"})
    shop.replace("tests/integration/test_views.py", {" EUR": " €"})
    shop.run("quality.cover")

    result = shop.run("quality.changed --against main")

    assert result.returncode == OK, result.stdout
    assert result.stdout.startswith("1 changed lines of code since main, covered to 100.0 %")


def test_changed_unknown_branch_says_what_to_do(shop: Shop) -> None:
    shop.run("quality.cover")

    result = shop.run("quality.changed --against nowhere")

    assert result.returncode == USAGE
    assert "git knows no common past of nowhere and this branch" in result.stdout
    assert "Traceback" not in result.stdout


def test_report_of_two_runs_says_what_moved(shop: Shop) -> None:
    shop.run("quality.cover")
    shop.run("quality.report")
    (shop.folder / ".data/report/figures.json").rename(shop.folder / "before.json")
    shop.replace("tests/unit/test_prices.py", {"(100, 0) == 100": "(200, 0) == 200"})
    shop.write(
        "tests/unit/test_more.py", "def test_one_more_is_counted() -> None:\n    assert True\n"
    )
    shop.run("quality.cover")

    result = shop.run("quality.report --previous before.json")

    page = (shop.folder / ".data/report/index.html").read_text(encoding="utf-8")
    assert result.returncode == OK, result.stdout
    assert ">▲ 1</small>" in page
    assert "## Quality of shop\n" in (shop.folder / ".data/report/summary.md").read_text("utf-8")


def test_check_failing_check_is_named_after_all_have_run(shop: Shop) -> None:
    checks = (
        '[check]\nfirst = "python -c pass"\nsecond = "python -c exit(3)"\nthird = "python -V"\n'
    )
    shop.replace("quality/settings.toml", {"[check]\n": checks})

    result = shop.run("quality.check first second third")
    stopped = shop.run("quality.check --stop first second third")

    assert result.returncode == stopped.returncode == FINDINGS
    assert result.stdout.endswith("\npassed  first\nfailed  second\npassed  third\n")
    assert stopped.stdout.endswith("\npassed  first\nfailed  second\n")


def test_cover_interrupted_lets_the_tests_clear_away(shop: Shop) -> None:
    shop.write(
        "tests/unit/test_server.py",
        """\
import time
from pathlib import Path


def test_use_server_that_takes_long_to_stop_is_waited_for():
    try:
        Path("started").touch()
        time.sleep(60)
    finally:
        time.sleep(3)
        Path("stopped").touch()
""",
    )
    process = subprocess.Popen(
        [shop.python, "-m", "quality.cover"],
        cwd=shop.folder,
        env=environment(**BARE),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    wait_until((shop.folder / "started").exists)

    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=60)

    assert process.returncode == INTERRUPTED, output
    assert (shop.folder / "stopped").exists()
    assert "Traceback" not in output
