"""Command one of the README: generate a service and run its tests."""

import argparse
import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bootstrap import (
    ROOT,
    TRY_LOCK,
    check_machine,
    installation_problem,
    prepare_tools,
)
from scripts.console import ProblemError, Steps, say
from scripts.destination import SEAL, State, require_usable
from scripts.processes import Outcome, environment, run, run_attached

DEFAULT_DESTINATION = ROOT.parent / "touchstone-demo"


@dataclass(frozen=True)
class Request:
    """What the user asked for.

    Attributes:
        destination: absolute path of the service.
        ask: whether the questions are asked rather than answered by their defaults.
        answers: given answers, each as `key=value`.
    """

    destination: Path
    ask: bool
    answers: tuple[str, ...]


def parse(arguments: Sequence[str]) -> Request:
    """Read the command line.

    Args:
        arguments: what follows the script's name.

    Returns:
        The request, with a destination that no longer depends on the current folder.
    """
    parser = argparse.ArgumentParser(
        prog="try.py", description="Generate a service and run its tests."
    )
    parser.add_argument(
        "destination",
        nargs="?",
        type=Path,
        default=DEFAULT_DESTINATION,
        help=f"folder of the new service (default: {shown(DEFAULT_DESTINATION)})",
    )
    parser.add_argument("--ask", action="store_true", help="ask the questions")
    parser.add_argument(
        "--data",
        action="append",
        default=[],
        type=_answer,
        metavar="KEY=VALUE",
        help="answer to one question, for example database=sqlite; can be repeated",
    )
    options = parser.parse_args(arguments)
    return Request(options.destination.expanduser().resolve(), options.ask, tuple(options.data))


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate a service, unless it is there, and run its tests.

    Args:
        arguments: the command line; that of the process when not given.

    Returns:
        0 when the service's tests passed.

    Raises:
        ProblemError: a step failed; the message says what to do.
        KeyboardInterrupt: Ctrl-C; its text says what to do.
    """
    request = parse(sys.argv[1:] if arguments is None else arguments)
    check_machine()
    if request.ask and not sys.stdin.isatty():
        raise ProblemError(
            "--ask needs a terminal to ask in",
            "run it in a terminal, or give answers with --data KEY=VALUE",
        )
    state = require_usable(request.destination, ROOT)
    place = shown(request.destination)
    steps = Steps(3 if state is State.SERVICE else 4)
    with steps.step("Tools: copier and uv, with checked hashes, into .venv/ of this clone"):
        programs = prepare_tools(TRY_LOCK)
    if state is State.SERVICE:
        say(f"\n{place} already holds a generated service: it is kept as it is.")
        say("To generate another one, give another destination.")
    else:
        with steps.step(f"Service: copier writes it into {place} and checks what it wrote"):
            generate(request, programs)
    with steps.step(
        "Packages: uv installs what the service needs (a minute or more the first time)"
    ):
        _install(request.destination, programs)
    with steps.step("Tests: uv run poe test, against a database of their own"):
        _test(request.destination, programs)
    say(next_commands(request.destination, programs))
    return 0


def generate(request: Request, programs: Path) -> None:
    """Generate the service.

    Args:
        request: destination and answers.
        programs: folder of the tools.

    Raises:
        ProblemError: Copier refused an answer or failed.
        KeyboardInterrupt: Ctrl-C; the destination is as it was before.
    """
    existed = request.destination.exists()
    command = copier_command(request, programs)
    say(f"      {shlex.join(command[command.index('copier') :])}")
    if _uncommitted_changes():
        say("      This clone has uncommitted changes: they are included, and the service")
        say("      cannot be updated later, because no version of the template matches it.")
    try:
        if request.ask:
            outcome = Outcome(run_attached(command, cwd=ROOT, env=child_environment()), "")
        else:
            outcome = run(command, cwd=ROOT, env=child_environment(), show=False)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(clear(request.destination, existed=existed)) from None
    if outcome.status != 0:
        raise ProblemError(
            f"the service was not generated (copier ended with status {outcome.status})",
            "put right what the message above names, if it names something, and run it again",
            refusal(outcome.output),
        )
    if not (request.destination / SEAL).is_file():
        raise ProblemError(
            f"the checks of {shown(request.destination)} did not come to their end",
            "remove that folder and run the command again",
            outcome.output,
        )
    if outcome.output.strip():
        say(outcome.output.rstrip())


def refusal(output: str) -> str:
    """Return what Copier printed, with the template's refusal as the sentence that it is.

    Args:
        output: of a quiet Copier, which wraps the refusal in an error of its own.
    """
    wrapped = re.search(r"^'dict object' has no attribute (['\"].+['\"])$", output, re.MULTILINE)
    return str(ast.literal_eval(wrapped[1])) if wrapped else output


def copier_command(request: Request, programs: Path) -> list[str]:
    """Return the command that generates the service.

    Args:
        request: destination and answers.
        programs: folder of the tools.
    """
    answers = [part for answer in request.answers for part in ("--data", answer)]
    return [
        # That changes are included is said in our own words.
        *(str(programs / "python"), "-W", "ignore:Dirty template changes"),
        *("-m", "copier", "copy", "--trust"),
        # The clone as it stands, not its newest release.
        *("--vcs-ref", "HEAD"),
        *([] if request.ask else ["--defaults", "--quiet"]),
        *answers,
        str(ROOT),
        str(request.destination),
    ]


def _install(service: Path, programs: Path) -> None:
    """Install the service's locked packages, choosing and locking them the first time."""
    outcome = run([programs / "uv", "sync"], cwd=service, env=child_environment(), show=False)
    if outcome.status != 0:
        raise installation_problem("uv", "the service's packages", outcome.output)


def _test(service: Path, programs: Path) -> None:
    """Run the service's everyday tests."""
    outcome = run([programs / "uv", "run", "poe", "test"], cwd=service, env=child_environment())
    if outcome.status != 0:
        raise ProblemError(
            f"the tests of {shown(service)} did not pass (status {outcome.status})",
            "see the report above; the service is complete and stays where it is",
        )


def child_environment() -> dict[str, str]:
    """Return the environment of the tools: this Python, no downloaded one, no other database."""
    variables = environment(UV_PYTHON=sys.executable, UV_PYTHON_DOWNLOADS="never")
    # A database of some other project must not be used for a trial.
    variables.pop("DATABASE_URL", None)
    return variables


def _uncommitted_changes() -> bool:
    """Tell whether this clone differs from its last commit."""
    answer = subprocess.run(
        ["git", "status", "--porcelain"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return answer.returncode == 0 and bool(answer.stdout)


def clear(destination: Path, *, existed: bool) -> str:
    """Remove what an interrupted generation left in a folder it made itself.

    Args:
        destination: folder of the service.
        existed: whether the folder was there before.

    Returns:
        What to tell the user.
    """
    place = shown(destination)
    if (destination / SEAL).is_file():
        return f"The service in {place} is complete; run the same command again to test it."
    if not destination.exists():
        return "Nothing was generated; run the same command again."
    if existed:
        return f"{place} is incomplete: empty it and run the same command again."
    shutil.rmtree(destination)
    return f"The incomplete {place} was removed; run the same command again."


def next_commands(service: Path, programs: Path) -> str:
    """Return what to type next; uv is named by its path when the shell would not find it.

    Args:
        service: absolute path of the service.
        programs: folder of the tools.
    """
    uv = "uv" if shutil.which("uv") else shlex.quote(str(programs / "uv"))
    lines = [
        f"\nThe service in {shown(service)} works and its tests pass. Next:\n",
        f"  cd {shlex.quote(shown(service))}",
        f"  {uv} run poe serve    # starts the API on a database of its own",
        f"  {uv} run poe check    # everything its pipeline runs",
    ]
    return "\n".join(lines)


def shown(path: Path) -> str:
    """Return a path as short as it can be typed from the current folder.

    Args:
        path: an absolute path.
    """
    return min(os.path.relpath(path), str(path), key=len)


def _answer(text: str) -> str:
    """Check the form of an answer given on the command line."""
    key, separator, _ = text.partition("=")
    if not separator or not key.isidentifier():
        message = f"{text!r} is not of the form KEY=VALUE, for example database=sqlite"
        raise argparse.ArgumentTypeError(message)
    known = questions((ROOT / "copier.yml").read_text(encoding="utf-8"))
    if key not in known:
        message = f"there is no question {key!r}; the questions are {', '.join(known)}"
        raise argparse.ArgumentTypeError(message)
    return text


def questions(configuration: str) -> list[str]:
    """Return the names of the questions that a user can answer.

    Args:
        configuration: text of copier.yml; read without a YAML parser, which Python has none of.
    """
    blocks = re.findall(r"^([a-z]\w*):((?:\n(?:[ #].*)?)*)", configuration, re.MULTILINE)
    return [name for name, body in blocks if not re.search(r"^  when: false$", body, re.MULTILINE)]
