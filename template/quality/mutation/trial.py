"""Puts one mutant to the test; poodle calls `run` in several processes at once.

Each process has a copy of the repository, into which it puts one changed file after the other. The tests run in a
child that a server process forks with all packages already imported, which saves most of the time that pytest needs.
"""

import ast
import gc
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from poodle.data_types.data import Mutant, MutantTrialResult, PoodleConfig

from quality.mutation.memory import Verdict, recall, remember
from quality.mutation.reach import OPTIONS, Reach, load_reach
from quality.mutation.table import read_table

# Never part of a copy: large, private to a machine, or made again by itself.
LEFT_OUT = (".data", ".git", ".venv", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__")
NO_PYTHON = "this is no Python"
# Far above what the tests took when they were recorded: only what hangs is ended.
PATIENCE = 10
SHORTEST_SECONDS = 60


class Chosen:
    """A pytest plugin that runs some tests in a given order, and notes the first that fails.

    Args:
        order: The ids of the tests.
        known: The ids of all tests there are without the mutant.
    """

    def __init__(self, order: Sequence[str], known: frozenset[str]) -> None:
        self.failed = ""
        self._places = {test: place for place, test in enumerate(order)}
        self._known = known

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the chosen tests, and those that exist only because of the mutant."""
        items[:] = [item for item in items if item.nodeid in self._places or item.nodeid not in self._known]
        items.sort(key=lambda item: self._places.get(item.nodeid, -1))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        if report.failed:
            self.failed = report.nodeid


def run(config: PoodleConfig, run_folder: Path, mutant: Mutant, *_: object, **__: object) -> MutantTrialResult:
    """Run the tests that could notice a mutant until one does.

    Args:
        config: Poodle's own.
        run_folder: Where poodle put the sources with the mutant in them.
        mutant: What was changed; poodle first asks about no mutant at all, and that was recorded before.

    Returns:
        Whether a test noticed, and which.
    """
    if mutant.source_file is None:
        return MutantTrialResult(found=False, reason_code=MutantTrialResult.RC_NOT_FOUND)
    file = mutant.source_file.as_posix()
    text = (run_folder / file).read_text(encoding="utf-8")
    verdict = recall(file, text)
    if verdict is None:
        batches = _reach().batches(file, mutant.lineno, mutant.end_lineno)
        verdict = _try_out(_copy(config.work_folder), file, text, batches)
        remember(file, text, verdict)
    print("." if verdict.killed else "S", end="", flush=True)
    code = MutantTrialResult.RC_FOUND if verdict.killed else MutantTrialResult.RC_NOT_FOUND
    return MutantTrialResult(found=verdict.killed, reason_code=code, reason_desc=verdict.by)


def _try_out(copy: Path, file: str, text: str, batches: Sequence[Sequence[str]]) -> Verdict:
    try:
        ast.parse(text)
    except SyntaxError:
        return Verdict(killed=True, by=NO_PYTHON)
    with _replaced(copy / file, text):
        verdicts = (_run_tests(copy, tests) for tests in batches)
        return next((verdict for verdict in verdicts if verdict.killed), Verdict(killed=False, by=""))


def _run_tests(copy: Path, tests: Sequence[str]) -> Verdict:
    seconds = sum(_reach().seconds[test] for test in tests)
    receiver, sender = _processes().Pipe(duplex=False)
    child: BaseProcess = _processes().Process(
        target=_be_pytest, args=(copy, tests, frozenset(_reach().seconds), sender)
    )
    child.start()
    sender.close()
    try:
        child.join(SHORTEST_SECONDS + PATIENCE * seconds)
    finally:
        late = child.is_alive()
        if late:
            # A process group of its own: the servers that its tests started are in it, too.
            os.killpg(child.pid or 0, signal.SIGKILL)
            child.join()
    if late:
        return Verdict(killed=True, by="the tests took too long")
    try:
        status, failed = receiver.recv()
    except EOFError:
        return Verdict(killed=True, by="the process of the tests died")
    return Verdict(killed=status not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}, by=failed)


def _be_pytest(copy: Path, tests: Sequence[str], known: frozenset[str], sender: Connection) -> None:
    os.setsid()
    # What the server process has imported is here to stay: the collections that pytest asks for need not look at it.
    gc.freeze()
    here = Path.cwd()
    os.chdir(copy)
    # The copy takes the place of the repository; the packages may be installed inside it.
    sys.path[:] = [str(copy), *(entry for entry in sys.path if entry and Path(entry).resolve() != here)]
    log = os.open(copy / "trial.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(log, stream.fileno())
    chosen = Chosen(tests, known)
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    status = pytest.main([*OPTIONS, *read_table().options, *files], plugins=[chosen])
    sender.send((int(status), chosen.failed or "the tests did not start"))


@contextmanager
def _replaced(file: Path, text: str) -> Iterator[None]:
    original = file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    yield
    file.write_text(original, encoding="utf-8")


@cache
def _reach() -> Reach:
    return load_reach()


@cache
def _copy(work_folder: Path) -> Path:
    copy = work_folder.resolve() / f"copy-{os.getpid()}"
    shutil.copytree(Path(), copy, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    quickest = _reach().quickest_first(_reach().seconds)[:1]
    if (verdict := _run_tests(copy, quickest)).killed:
        raise RuntimeError(f"Without a mutant a test fails in a copy, too: {verdict.by}. See {copy}/trial.log.")
    return copy


@cache
def _processes() -> Any:
    # The server process is started with these: nobody wants its warnings about what it imports.
    sys.warnoptions.append("ignore")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_reach().modules, "poodle.cli"])
    return context
