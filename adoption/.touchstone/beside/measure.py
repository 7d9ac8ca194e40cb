"""Runs a project's tests with coverage, in the project's own environment: `python measure.py PLAN`.

The plan is a JSON file, see `harness/suite.py`. This program runs on the project's own Python, so it keeps to what
Python 3.9 knows, and imports nothing but coverage, pytest and the plugin beside it.
"""

import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# Like the program `pytest`, not like `python measure.py`: this folder is not on the path while tests run.
sys.path = [path for path in sys.path if os.path.abspath(path or ".") != HERE]


def load_plugin():
    """Return the plugin's module."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("touchstone_tiers", os.path.join(HERE, "tiers.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def start_coverage(plan):
    """Return a running measurement.

    The project's own settings count, as they are; what the harness needs is put on top of them in memory.
    """
    import coverage

    # Processes that the tests start put their figures there as well.
    os.environ["COVERAGE_FILE"] = plan["data"]
    measurement = coverage.Coverage(config_file=plan["coverage_file"] or False, data_file=plan["data"])
    if not any(measurement.get_option("run:" + name) for name in ("source", "source_pkgs", "include")):
        measurement.set_option("run:source", plan["packages"])
        measurement.set_option("run:omit", (measurement.get_option("run:omit") or []) + plan["omit"])
    measurement.set_option("run:branch", True)
    measurement.set_option("run:relative_files", True)
    measurement.start()
    return measurement


def main():
    """Run the tests and write what was measured; returns pytest's exit status."""
    with open(sys.argv[1], encoding="utf-8") as file:
        plan = json.load(file)
    measurement = start_coverage(plan) if plan["data"] else None
    # A module at the top is found though it is not installed; one that is installed comes first.
    sys.path.append(os.getcwd())
    import pytest

    plugin = load_plugin().Tiers(plan["tiers"], plan["guards"], plan["record"])
    status = int(pytest.main(plan["arguments"], plugins=[plugin]))
    if measurement:
        measurement.stop()
        measurement.save()
        if measurement.get_option("run:parallel"):
            measurement.combine()
        measurement.json_report(outfile=plan["report"])
    return status


if __name__ == "__main__":
    sys.exit(main())
