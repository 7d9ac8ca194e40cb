"""Where the commands of this folder keep what they measured, from the root of the repository."""

from pathlib import Path

DATA = Path(".data")

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

MUTATION = DATA / "mutation"
# The mutation score of each package, and the mutants that survived.
MUTATION_JSON = MUTATION / "report.json"

# What `poe quality` found, as a code quality report.
VIOLATIONS = DATA / "quality.json"

# The page to look at, the same for a summary of the pipeline, and the figures that a later one is compared with.
REPORT = DATA / "report"
REPORT_PAGE = REPORT / "index.html"
REPORT_SUMMARY = REPORT / "summary.md"
REPORT_FIGURES = REPORT / "figures.json"
