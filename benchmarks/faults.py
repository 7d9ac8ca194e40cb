"""Counts how many incidents the tests of a generated service would have prevented.

Plants faults of the kind that cause incidents in a service with the starter tracker, one at a time,
and runs its tests: .venv/bin/python benchmarks/faults.py. The faults stand in benchmarks/faults/.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# Modules are found from the repository's root, whatever the current folder is.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from scripts.worktree import copy_worktree

FAULTS = Path(__file__).with_name("faults")
TARGET = 0.95
"""The least share of the faults that must turn the tests red: 38 of 40."""
PATIENCE_SECONDS = 600
LEFT_OUT = (".venv", ".data", "*_cache", "__pycache__", ".hypothesis")
TESTS_FAILED = (1, 2)
"""pytest's exit statuses for failing tests, and for tests that cannot even be collected."""


@dataclass(frozen=True)
class Change:
    """A piece of code that is replaced.

    Attributes:
        file: where it stands, from the root of the service.
        code: what stands there; once in the whole file.
        fault: what stands there instead.
    """

    file: str
    code: str
    fault: str

    def apply(self, service: Path) -> None:
        """Replace the code.

        Raises:
            SystemExit: the code is not there, or more than once.
        """
        path = service / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.code) != 1:
            raise SystemExit(
                f"{self.file}: found {text.count(self.code)} times, not once:\n{self.code}"
            )
        path.write_text(text.replace(self.code, self.fault), encoding="utf-8")


@dataclass(frozen=True)
class Fault:
    """A mistake somebody could make.

    Attributes:
        name: what goes wrong, in a few words.
        kind: the kind of incident, the name of the file that lists it.
        database: the database that it can happen on; empty when on each.
        changes: what it changes in the code.
    """

    name: str
    kind: str
    database: str
    changes: tuple[Change, ...]


def read_faults(folder: Path = FAULTS) -> Iterator[Fault]:
    """Read every list of faults.

    Args:
        folder: holds a TOML file for each kind, with a table `fault` of faults.

    Yields:
        The faults, by kind and in the order of their list.
    """
    for file in sorted(folder.glob("*.toml")):
        for table in tomllib.loads(file.read_text(encoding="utf-8"))["fault"]:
            changes = table.get("changes", [table])
            yield Fault(
                name=table["name"],
                kind=file.stem,
                database=table.get("database", ""),
                changes=tuple(
                    Change(change["file"], change["code"], change["fault"]) for change in changes
                ),
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Plant each fault, and print which ones the tests saw.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when enough faults were seen, else 1.
    """
    parser = argparse.ArgumentParser(prog="faults.py", description=__doc__.splitlines()[0])
    parser.add_argument(
        "words", nargs="*", help="only faults with one of these words in kind or name"
    )
    parser.add_argument("--database", choices=["postgresql", "sqlite"], default="postgresql")
    parser.add_argument("--workers", type=int, default=2, help="processes that test (default: 2)")
    options = parser.parse_args(arguments)
    faults = [
        fault
        for fault in read_faults()
        if fault.database in ("", options.database)
        and (
            not options.words or any(word in f"{fault.kind} {fault.name}" for word in options.words)
        )
    ]
    # Not below another program's folder: the embedded database may run as another user.
    with tempfile.TemporaryDirectory(prefix="touchstone-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        service = install(folder, options.database)
        unseen = list(judge(service, faults, options.workers))
    seen = len(faults) - len(unseen)
    print(f"\n{seen} of {len(faults)} faults turn the tests red.")
    return 0 if seen >= TARGET * len(faults) else 1


def install(folder: Path, database: str) -> Path:
    """Generate and install a service whose tests are green.

    Raises:
        SystemExit: they are not.
    """
    template, service = copy_worktree(folder / "template"), folder / "service"
    copy = [sys.executable, "-m", "copier", "copy", "--trust", "--defaults", "--quiet"]
    answers = ["--data", "starter=tracker", "--data", f"database={database}"]
    subprocess.run([*copy, *answers, str(template), str(service)], check=True, capture_output=True)
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "sync", "--quiet"], cwd=service, check=True)
    return service


def judge(service: Path, faults: Sequence[Fault], workers: int) -> Iterator[Fault]:
    """Plant faults in copies of a service, one at a time.

    Args:
        service: the installed service.
        faults: what to plant.
        workers: how many processes run the tests.

    Yields:
        The faults that the tests did not see.
    """
    for number, fault in enumerate(faults, start=1):
        copy = service.with_name("faulty")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(service, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        for change in fault.changes:
            change.apply(copy)
        started = time.perf_counter()
        python = service / ".venv/bin/python"
        # The tests of the same domain are quick to say; when they say nothing, all are asked.
        witness = run_tests(python, copy, 0, *near(copy, fault)) or run_tests(python, copy, workers)
        seconds = time.perf_counter() - started
        verdict = witness or "NOT SEEN"
        print(f"{number:3}/{len(faults)}  {seconds:4.0f} s  {fault.kind}: {fault.name}")
        print(f"{'':14}{verdict}", flush=True)
        if not witness:
            yield fault


def near(service: Path, fault: Fault) -> list[str]:
    """Return the folders of tests named like the domain of a fault; for workspaces, tenancy too.

    A fault that lies in no domain is near to the migrations and the harness.
    """
    domains = {Path(change.file).parts[1] for change in fault.changes}
    names = domains | ({"tenancy"} if domains & {"workspaces", "versions"} else {"harness"})
    folders = [f"tests/{tier}/{name}" for tier in ("unit", "integration") for name in sorted(names)]
    return [
        folder
        for folder in (*folders, "tests/integration/migrations")
        if (service / folder).is_dir()
    ]


def run_tests(python: Path, service: Path, workers: int, *paths: str) -> str:
    """Run tests until the first that fails.

    Args:
        python: the interpreter of the service.
        service: its folder.
        workers: how many processes run the tests; 0 for this one alone.
        paths: which tests; all when left out.

    Returns:
        The line that names it; nothing when all passed.

    Raises:
        SystemExit: pytest itself could not run.
    """
    command: list[str | Path] = [python, "-m", "pytest", "-q", "-x", "-n", str(workers), *paths]
    try:
        result = subprocess.run(
            command,
            cwd=service,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"hangs for more than {PATIENCE_SECONDS} s"
    if result.returncode == 0:
        return ""
    if result.returncode not in TESTS_FAILED:
        raise SystemExit(result.stdout + result.stderr)
    lines = [line for line in result.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0] if lines else result.stdout.splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
