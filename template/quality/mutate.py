"""Changes the service in small ways (mutants), and counts how many of the changes a test notices.

The score of each package stands in quality/mutation.toml and may not fall. What earlier runs found out is kept while
neither the code nor the tests concerned change, so an interrupted run goes on where it stopped.
"""

import argparse
import os
import shutil
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from poodle.cli import main as poodle

from quality.annotations import annotate
from quality.command import FINDINGS, OK, run_command
from quality.errors import QualityError
from quality.mutation.reach import record_reach
from quality.mutation.score import Score, Trial, judge, leave_out, read_trials, to_json
from quality.mutation.table import TABLE_FILE, Equivalent, read_table, record
from quality.paths import MUTATION, MUTATION_JSON
from quality.settings import read_settings
from quality.spans import Span

TRIALS = MUTATION / "trials.json"
POODLE_INTERRUPTED = 2


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; that of the process when none is given."""
    parser = argparse.ArgumentParser(prog="poe mutate", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="files and folders to change instead of all")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="mutants at once (default: %(default)s)")
    parser.add_argument("--record", action="store_true", help="write scores that are new or rose into mutation.toml")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found out")
    return parser.parse_args(arguments)


def put_to_the_test(sources: Iterable[Path], paths: Iterable[Path], workers: int) -> list[Trial]:
    """Make mutants and run the tests against each; a dot is a killed one, an S one that survived.

    Args:
        sources: The folders that have code to change.
        paths: Files and folders in there; everything when empty.
        workers: How many to test at once.

    Returns:
        What became of each.

    Raises:
        QualityError: Poodle could not do its work.
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    only = [f"--only={pattern(path, sources)}" for path in paths]
    try:
        poodle(["-q", f"-c{TABLE_FILE}", f"-w{workers}", f"--json={TRIALS}", *only])
    except SystemExit as end:
        print()
        if end.code == POODLE_INTERRUPTED:
            raise KeyboardInterrupt from None
        if end.code:
            raise QualityError("The mutants could not be tested; the reason stands above.") from None
    return [trial for trial in read_trials(TRIALS) if is_inside(trial.file, paths)]


def pattern(path: Path, sources: Iterable[Path]) -> str:
    """Return what poodle calls a file, or the files of a folder.

    Args:
        path: The file or folder.
        sources: The folders that have code to change.

    Raises:
        QualityError: There is no such path in the sources.
    """
    source = next((source for source in sources if path.is_relative_to(source) and path.exists()), None)
    if source is None:
        raise QualityError(f"There is no {path} in {', '.join(map(str, sources))}.")
    inside = path.relative_to(source)
    return (inside / "**/*.py" if path.is_dir() else inside).as_posix()


def is_inside(name: str, paths: Iterable[Path]) -> bool:
    """Say whether a file or folder is among the paths, or in one of them; without paths, everything is."""
    return not paths or any(Path(name).is_relative_to(path) for path in paths)


def show(scores: Sequence[Score], survivors: Iterable[Trial]) -> None:
    """Print every survivor and every package."""
    for trial in survivors:
        print(f"\n{trial.file}:{trial.line}: no test notices ({trial.operator})\n- {trial.was}\n+ {trial.becomes}")
        span = Span(trial.line, trial.line)
        annotate("warning", trial.becomes, title="No test notices this change", file=trial.file, span=span)
    width = max((len(score.package) for score in scores), default=0)
    print(f"\n{'Package':{width}}  Killed  Mutants  Left out    Score  Recorded")
    for score in scores:
        print(
            f"{score.package:{width}}  {score.killed:6}  {score.mutants:7}  {score.equivalents:8}"
            f"  {score.percent:5.1f} %  {score.recorded:6.1f} %"
        )


def find_faults(scores: Iterable[Score], outdated: Iterable[Equivalent]) -> list[str]:
    """Return what is wrong, each with what to do.

    Args:
        scores: The packages of which every mutant was tested.
        outdated: Entries that name no survivor.
    """
    fallen = [
        f"{score.package} has {score.percent} %, below {score.recorded} %: write tests that notice the above. "
        f"What no test can notice goes into {TABLE_FILE.name} as an equivalent, with its reason."
        for score in scores
        if not score.holds
    ]
    return fallen + [
        f"{TABLE_FILE.name}: no mutant of {entry.file} survives as `{entry.becomes}`; remove this equivalent."
        for entry in outdated
    ]


def main() -> int:
    """Make mutants, test them and judge.

    Returns:
        0 when all is well, 1 when a score is too low or an entry outdated, 2 when something is missing or wrong.
    """
    options = parse()
    settings = read_settings()
    table = read_table()
    if options.fresh:
        shutil.rmtree(MUTATION, ignore_errors=True)
    record_reach(table.options)
    if table.prepare:
        module, _, function = table.prepare.rpartition(".")
        os.environ.update(getattr(import_module(module), function)())
    trials = put_to_the_test(table.sources, options.paths, options.workers)
    counted, outdated = leave_out(trials, table.equivalents)
    survivors = [trial for trial in counted if not trial.killed]
    scores = judge(trials, counted, table)
    show(scores, survivors)
    MUTATION_JSON.write_text(to_json(scores, survivors), encoding="utf-8")
    whole = [score for score in scores if is_inside(score.package, options.paths)]
    if options.record:
        record({score.package: score.percent for score in whole})
        return OK
    faults = find_faults(whole, outdated)
    for fault in faults:
        print(f"\n{fault}")
        annotate("error", fault, title="Mutation score")
    if any(score.percent > score.recorded for score in whole):
        print(f"\nBetter than recorded; to keep it: {settings.show_task('mutate', '--record')}")
    return FINDINGS if faults else OK


if __name__ == "__main__":
    run_command(main)
