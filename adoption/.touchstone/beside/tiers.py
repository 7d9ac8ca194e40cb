"""A pytest plugin for tests of any project: their tiers, a guard for unit tests, and a record of the run.

It is given to pytest by the commands of this folder and stands in no configuration. It runs on the project's own
Python, so it keeps to what Python 3.9 and pytest 7 know.
"""

import json
import os
import socket
import time

import pytest

SCHEMA = "touchstone-run-1"


class Tiers:
    """Gives each test its tier, and notes what became of it.

    Args:
        tiers: The names of the tiers, each with the names of the folders that hold its tests.
        guards: Whether a unit test that opens a connection fails.
        record: The file to write.
    """

    def __init__(self, tiers, guards, record):
        self.tiers = tiers
        self.guards = guards
        self.record = record
        self.started = time.perf_counter()
        self.tests = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_load_initial_conftests(self, early_config):
        """Keep pytest-cov from measuring as well: two measurements disturb one another."""
        if hasattr(early_config.known_args_namespace, "no_cov"):
            early_config.known_args_namespace.no_cov = True
        yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_cmdline_main(self, config):
        """Run in this one process, where the measurement is."""
        if getattr(config.option, "numprocesses", None):
            config.option.numprocesses = 0
            config.option.dist = "no"
            config.option.tx = []
        yield

    def pytest_configure(self, config):
        """Make the tiers known, so that strict markers accept them."""
        for tier in self.tiers:
            config.addinivalue_line("markers", "%s: a tier of the tests" % tier)
        self.config = config

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        """Mark each test with the tier of its folder, when it has none."""
        for item in items:
            tier = self.tier_of(item)
            if tier and item.get_closest_marker(tier) is None:
                item.add_marker(tier)
            # Ids count from pytest's root, which may lie above the project.
            file = os.path.relpath(str(item.path)).replace("\\", "/")
            self.tests[item.nodeid] = {
                "id": "::".join([file] + item.nodeid.split("::")[1:]),
                "file": file,
                "line": (item.location[1] or 0) + 1,
                "tier": tier,
                "outcome": "",
                "seconds": 0.0,
            }

    def pytest_deselected(self, items):
        """Forget a test that is not to be run."""
        for item in items:
            self.tests.pop(item.nodeid, None)

    def tier_of(self, item):
        """Return the tier of a test: of its markers, else of the folders that it stands in."""
        marked = {marker.name for marker in item.iter_markers()}
        for tier in self.tiers:
            if tier in marked:
                return tier
        parts = set(item.nodeid.split("::")[0].split("/")[:-1])
        for tier, folders in self.tiers.items():
            if parts.intersection(folders):
                return tier
        return ""

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item):
        """Let no unit test reach the network."""
        known = self.tests.get(item.nodeid)
        if not self.guards or not known or known["tier"] != "unit":
            yield
            return
        original = socket.socket.connect

        def refuse(self, address):
            if isinstance(address, tuple):
                raise RuntimeError("A unit test opens a connection to %r." % (address,))
            return original(self, address)

        socket.socket.connect = refuse
        try:
            yield
        finally:
            socket.socket.connect = original

    def pytest_runtest_logreport(self, report):
        """Note one phase of a test: set up, call, or tear down."""
        test = self.tests.get(report.nodeid)
        if test is None:
            return
        test["seconds"] = round(test["seconds"] + report.duration, 4)
        if report.failed:
            test["outcome"] = "failed"
        elif test["outcome"] != "failed" and (report.skipped or hasattr(report, "wasxfail")):
            test["outcome"] = "skipped"
        elif not test["outcome"] and report.when == "call":
            test["outcome"] = "passed"

    def pytest_sessionfinish(self, exitstatus):
        """Write the record."""
        inifile = getattr(self.config, "inipath", None)
        table = {
            "schema": SCHEMA,
            "seconds": round(time.perf_counter() - self.started, 2),
            "exit": int(exitstatus),
            "pytest_file": str(inifile) if inifile else "",
            "tests": [test for test in self.tests.values() if test["outcome"]],
        }
        with open(self.record, "w", encoding="utf-8") as file:
            json.dump(table, file)
