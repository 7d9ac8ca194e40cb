"""A pytest plugin that records which test reaches which lines, how long each takes, and what they import."""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

# Names the environment variable that names the file to write.
RECORD = "MUTATION_RECORD"


class ReachPlugin:
    """Tells coverage.py which test runs, and keeps the time that each takes."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Count what a test runs as reached by it.

        What fixtures run counts for no test: a session's fixture runs in whichever test comes first.
        """
        coverage = Coverage.current()
        assert coverage is not None, "this plugin works below `coverage run`"
        coverage.switch_context(item.nodeid)
        yield
        coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up setup, call and teardown of a test."""
        self._seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write down the times, and the modules of installed packages in the order of their import."""
        files = {name: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
        modules = [name for name, file in files.items() if "site-packages" in file]
        record = {"seconds": self._seconds, "modules": modules}
        Path(os.environ[RECORD]).write_text(json.dumps(record), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Start recording."""
    config.pluginmanager.register(ReachPlugin())
