"""Where the commands of this folder keep what they measured, from the project's folder."""

from pathlib import Path

DATA = Path(".touchstone/.cache")

COVERAGE = DATA / "coverage"
COVERAGE_JSON = COVERAGE / "coverage.json"
COVERAGE_XML = COVERAGE / "coverage.xml"
COVERAGE_HTML = COVERAGE / "html"

# What each test of the last full run did, and how long it took.
TESTS = DATA / "tests.json"
# Runs of a part of the tests, a folder each; the names of the files in such a folder.
PARTS = DATA / "parts"
PART_COVERAGE = "coverage.data"
PART_TESTS = "tests.json"
