"""A pytest plugin: notes the tier and the duration of every test, and shows the shape of the suite after a full run."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from quality import shape
from quality.paths import TESTS
from quality.patterns import matches
from quality.settings import Tier, read_settings
from quality.suite import Run, Test, write_run

PROPERTY = "tier"
NARROWING = ("keyword", "markexpr", "lf", "stepwise", "deselect", "ignore", "ignore_glob", "collectonly", "group")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that keeps the record of a run which is not a full one."""
    parser.addoption("--tests-file", type=Path, help="keep the tiers and durations of this run's tests in a file")


def pytest_configure(config: pytest.Config) -> None:
    """Record on the process that sees all reports; the workers of pytest-xdist are not it."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(config), "quality-recorder")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test its tier as a property, which travels with its reports."""
    tiers = read_settings().tiers
    for item in items:
        path = item.path.relative_to(item.config.rootpath).as_posix()
        item.user_properties.append((PROPERTY, tier_of(path, {mark.name for mark in item.iter_markers()}, tiers)))


def tier_of(path: str, markers: Iterable[str], tiers: Iterable[Tier]) -> str:
    """Return the tier of a test.

    Args:
        path: The file of the test, from the root of the repository.
        markers: The markers of the test.
        tiers: The tiers there are.

    Returns:
        The tier whose marker it has, else the one whose files it stands in; nothing when there is none.
    """
    marked = [tier.name for tier in tiers if tier.name in markers]
    placed = [tier.name for tier in tiers if matches(tier.files, path)]
    return next(iter(marked + placed), "")


class Recorder:
    """Collects the reports of a run.

    Args:
        config: pytest's configuration.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._started = time.perf_counter()
        self._tests: dict[str, Test] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add one phase of a test: set up, call, or tear down."""
        before = self._tests.get(report.nodeid)
        outcome = report.outcome if before is None or before.outcome == "passed" else before.outcome
        self._tests[report.nodeid] = Test(
            id=report.nodeid,
            tier=str(dict(report.user_properties).get(PROPERTY, "")),
            outcome=outcome,
            seconds=round((before.seconds if before else 0) + report.duration, 4),
        )

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Keep the record of a full run, and of any other when asked."""
        asked: Path | None = self._config.option.tests_file
        if asked or self._is_full(exitstatus):
            write_run(self._run(), asked or self._config.rootpath / TESTS)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter, exitstatus: int) -> None:
        """Show the shape of the suite, which only a full run has."""
        if self._is_full(exitstatus):
            terminalreporter.section("shape of the suite")
            settings = read_settings()
            for line in shape.lines(shape.judge(self._run(), settings), settings):
                terminalreporter.write_line(line)

    def _run(self) -> Run:
        tests = sorted(self._tests.values(), key=lambda test: test.id)
        return Run(seconds=round(time.perf_counter() - self._started, 2), tests=tuple(tests))

    def _is_full(self, exitstatus: int) -> bool:
        finished = exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED} and self._tests
        named = self._config.args_source == pytest.Config.ArgsSource.ARGS
        narrowed = any(getattr(self._config.option, name, None) for name in NARROWING)
        stopped = getattr(self._config.option, "maxfail", 0) and exitstatus
        return bool(finished) and not (named or narrowed or stopped)
