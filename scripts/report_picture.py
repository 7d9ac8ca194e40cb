"""Draws the picture of the quality report that generated services show in their README.

The figures are an example with something to see in each part. It needs Chromium or Chrome:
.venv/bin/python scripts/report_picture.py
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "template" / "docs" / "images" / "report.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = (1000, 1010)
NAME = "order-service"
FLOORS = """\
total = 80
changed = 90

[areas]
"app/database/**" = 95
"app/orders/**" = 90
"app/*.py" = 60
"""
# Lines in a file, and those of them that no test runs.
FILES = {
    "app/main.py": (40, range(28, 29)),
    "app/problems.py": (35, range(0)),
    "app/settings.py": (30, range(0)),
    "app/database/engine.py": (21, range(0)),
    "app/database/session.py": (60, range(33, 34)),
    "app/orders/models.py": (30, range(18, 22)),
    "app/orders/routes.py": (34, range(12, 26)),
    "app/orders/rules.py": (90, range(0)),
    "app/orders/schemas.py": (41, range(0)),
}
# Tests of each tier, and what one of them takes on average, in seconds.
TIERS = {"unit": (412, 0.004), "integration": (131, 0.06), "e2e": (38, 0.5)}
VIOLATION = {
    "check_name": "TQ-107",
    "description": "`in [401, 403]` says that the author did not know: expect one status.",
    "location": {"path": "tests/integration/orders/test_access.py", "lines": {"begin": 31}},
}
MUTANTS, KILLED = 212, 203
PACKAGE = {"package": "app/orders", "killed": KILLED, "mutants": MUTANTS, "percent": 95.7}
SURVIVOR = {"file": "app/orders/rules.py", "line": 44, "was": "if a > b:", "becomes": "if a >= b:"}
PREVIOUS = {
    "coverage total": 93.1,
    "coverage app/database/**": 98.8,
    "coverage app/orders/**": 92.4,
    "tests": 559,
    "violations": 3,
    "mutation": 94.9,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the picture.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when it was drawn, 1 when no browser was found.
    """
    parser = argparse.ArgumentParser(prog="report_picture.py", description=__doc__.splitlines()[0])
    parser.parse_args(arguments)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        print(f"None of {', '.join(BROWSERS)} is installed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="touchstone-") as name:
        project = Path(name)
        shutil.copytree(ROOT / "template" / "quality", project / "quality")
        measure(project)
        command = [sys.executable, "-m", "quality.report", "--previous", "previous.json"]
        subprocess.run(command, cwd=project, check=True)
        draw(browser, project / ".data/report/index.html", PICTURE)
    return 0


def measure(project: Path) -> None:
    """Write what the commands of a service would have measured.

    Args:
        project: folder of the service.
    """
    (project / "quality/floors.toml").write_text(FLOORS, encoding="utf-8")
    (project / "pyproject.toml").write_text(f'[project]\nname = "{NAME}"\n', encoding="utf-8")
    files = {path: entry(total, missing) for path, (total, missing) in FILES.items()}
    report = {"meta": {"timestamp": "2026-11-20T16:20"}, "files": files}
    mutation = {
        "packages": [PACKAGE | {"recorded": 94.9, "holds": True}],
        "survivors": [SURVIVOR] * (MUTANTS - KILLED),
    }
    for path, content in {
        ".data/coverage/coverage.json": report,
        ".data/tests.json": {"seconds": 24.0, "tests": tests()},
        ".data/quality.json": [VIOLATION],
        ".data/mutation/report.json": mutation,
        "previous.json": PREVIOUS,
    }.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(json.dumps(content), encoding="utf-8")


def entry(total: int, missing: range) -> dict[str, object]:
    """Return how coverage.py reports a file.

    Args:
        total: how many lines it has.
        missing: those that did not run.
    """
    summary = {"covered_lines": total - len(missing), "num_statements": total}
    return {"summary": summary, "missing_lines": list(missing)}


def tests() -> list[dict[str, object]]:
    """Return the tests of the example, with durations that differ."""
    dice = random.Random(1)  # noqa: S311 - the same picture each time, and no secret
    return [
        {
            "id": f"tests/{tier}/orders/test_rules.py::test_{tier}_{number}",
            "tier": tier,
            "outcome": "passed",
            "seconds": round(seconds * dice.uniform(0.3, 2.2), 3),
        }
        for tier, (number_of_tests, seconds) in TIERS.items()
        for number in range(number_of_tests)
    ]


def draw(browser: str, page: Path, picture: Path) -> None:
    """Take a picture of the upper part of a page.

    Args:
        browser: the program.
        page: what it shows.
        picture: the file to write.
    """
    picture.parent.mkdir(parents=True, exist_ok=True)
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    size = f"--window-size={SIZE[0]},{SIZE[1]}"
    shot = f"--screenshot={picture}"
    subprocess.run([browser, *options, size, shot, page.as_uri()], check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
