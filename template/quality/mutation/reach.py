"""What is known of the tests: which of them reach a line, and how long they take."""

import ast
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coverage import CoverageData

from quality.errors import QualityError
from quality.mutation.reach_plugin import RECORD
from quality.paths import MUTATION
from quality.processes import run_module

LINES = MUTATION / "lines"
RECORDED = MUTATION / "tests.json"
# How the tests run against a mutant, and so when they are recorded, too.
OPTIONS = (
    "-q",
    "-x",
    "--assert=plain",
    *("-p", "no:randomly"),
    *("-p", "no:cacheprovider"),
    # Against a mutant, a server process imports the plugins before pytest can look at them.
    *("-W", "ignore:Module already imported"),
)


@dataclass(frozen=True)
class Reach:
    """The tests as they were when they last ran.

    Attributes:
        seconds: How long each took, by its pytest id.
        modules: The modules of installed packages that they import, in the order of their import.
        lines: Which lines each reaches.
    """

    seconds: dict[str, float]
    modules: list[str]
    lines: CoverageData

    def batches(self, file: str, first: int, last: int) -> list[list[str]]:
        """Choose the tests that could notice a change.

        Args:
            file: The changed file, from the root of the repository.
            first: The first changed line.
            last: The last one.

        Returns:
            First the tests that reach one of the lines, then those that reach anything of the file or stand in the
            folder of its name. All others that run the service in their own process follow where the lines run when
            their module is imported, and those that run it in another process where no test reaches the lines
            otherwise. In each batch the quickest come first.
        """
        by_line = self.lines.contexts_by_lineno(file)
        tests = self.seconds.keys()
        inside = tests & self.lines.measured_contexts()
        hit = tests & {test for line in range(first, last + 1) for test in by_line.get(line, ())}
        near = inside & {test for found in by_line.values() for test in found}
        near |= {test for test in inside if Path(file).parent.name in Path(test.partition("::")[0]).parts[:-1]}
        imported = not is_in_function(Path(file).read_text(encoding="utf-8"), first, last)
        others = inside if imported or not hit else set()
        outside = tests - inside if not imported and not hit else set()
        batches = (hit, near - hit, others - near - hit, outside)
        return [self.quickest_first(batch) for batch in batches if batch]

    def quickest_first(self, tests: Iterable[str]) -> list[str]:
        """Return tests in the order in which they are worth running."""
        return sorted(tests, key=lambda test: (self.seconds[test], test))


def load_reach() -> Reach:
    """Return what `record_reach` wrote."""
    record = _read_record()
    lines = CoverageData(str(LINES))
    lines.read()
    return Reach(record["seconds"], record["modules"], lines)


def record_reach(options: Iterable[str]) -> None:
    """Run all tests once and record what they reach, unless no code has changed since the last time.

    Args:
        options: Further options of pytest.

    Raises:
        QualityError: A test fails, so nothing could be said about mutants.
    """
    digest = digest_of_repository()
    if _read_record().get("digest") == digest and LINES.exists():
        return
    print("Recording which test reaches which lines …", flush=True)
    MUTATION.mkdir(parents=True, exist_ok=True)
    for leftover in MUTATION.glob(f"{LINES.name}*"):
        leftover.unlink()
    os.environ[RECORD] = str(RECORDED.resolve())
    tests = ["-m", "pytest", *OPTIONS, *options, "-p", "quality.mutation.reach_plugin"]
    if run_module("coverage", "run", "--parallel-mode", f"--data-file={LINES}", *tests):
        raise QualityError("The tests fail without a mutant, too; mend them first.")
    run_module("coverage", "combine", "--quiet", f"--data-file={LINES}")
    RECORDED.write_text(json.dumps(_read_record() | {"digest": digest}), encoding="utf-8")


def is_in_function(source: str, first: int, last: int) -> bool:
    """Say whether lines stand in the body of a function: not in its decorators or defaults, which run at import.

    Args:
        source: The text of a Python file.
        first: The first line.
        last: The last one.
    """
    functions = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return any(node.body[0].lineno <= first and last <= (node.end_lineno or 0) for node in functions)


@cache
def digest_of_repository() -> str:
    """Return a short name for all Python of the repository."""
    folders = [folder for folder in Path().iterdir() if folder.is_dir() and not folder.name.startswith(".")]
    return digest_of(*Path().glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py")))


def digest_of(*files: Path) -> str:
    """Return a short name for the content of some files: another content, another name."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(files):
        digest.update(f"{file}\0".encode() + (file.read_bytes() if file.exists() else b"") + b"\0")
    return digest.hexdigest()[:16]


def _read_record() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    return record
