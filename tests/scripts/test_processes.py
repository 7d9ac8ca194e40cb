"""Children are shown, awaited and stopped."""

import os
import signal
import sys
from pathlib import Path

import pexpect
import pytest

from scripts.bootstrap import ROOT
from scripts.processes import environment, run, run_attached

PROGRAM = """
import sys
from pathlib import Path
sys.path[0] = {root!r}
from scripts.console import guarded
from scripts.processes import environment, run, run_attached
child = [sys.executable, "-c", {child!r}]
sys.exit(guarded(lambda: {call}))
"""
NOISY = "import time; print('started', flush=True); time.sleep(60)"
STUBBORN = "import signal; signal.signal(2, lambda *_: print('no', flush=True)); " + NOISY


def spawn(child: str, call: str, **settings: str) -> "pexpect.spawn[str]":
    """Start a guarded command in a terminal of its own.

    Args:
        child: Python code of the process it waits for.
        call: how it waits.
        settings: extra environment variables.
    """
    program = PROGRAM.format(root=str(ROOT), child=child, call=call)
    return pexpect.spawn(
        sys.executable,
        ["-c", program],
        encoding="utf-8",
        timeout=30,
        env={**os.environ, **settings},
    )


RUN = "run(child, cwd=Path('/'), env=environment()).status"


def test_run_child_that_fails_returns_status_and_output(tmp_path: Path) -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"

    outcome = run([sys.executable, "-uc", code], cwd=tmp_path, env=environment(), show=False)

    assert (outcome.status, outcome.output) == (3, "out\nerr\n")


def test_run_shown_child_prints_as_it_comes(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run([sys.executable, "-c", "print('hello')"], cwd=tmp_path, env=environment())

    assert capfdbinary.readouterr().out == b"hello\n"


def test_run_child_in_folder_starts_there(tmp_path: Path) -> None:
    outcome = run(["pwd"], cwd=tmp_path, env=environment(), show=False)

    assert Path(outcome.output.strip()).samefile(tmp_path)


def test_run_child_that_leaves_a_server_behind_does_not_wait_for_it(tmp_path: Path) -> None:
    outcome = run(["sh", "-c", "sleep 60 & echo $!"], cwd=tmp_path, env=environment(), show=False)

    assert outcome.status == 0
    os.kill(int(outcome.output), signal.SIGKILL)


def test_run_child_with_much_output_returns_all_of_it(tmp_path: Path) -> None:
    code = "print('x' * 1_000_000)"

    outcome = run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), show=False)

    assert len(outcome.output) == 1_000_001


def test_run_interrupted_by_the_terminal_prints_one_line() -> None:
    terminal = spawn(NOISY, RUN)
    terminal.expect("started")

    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert str(terminal.before).replace("^C", "").strip() == (
        "Stopped. Run the same command again to go on."
    )
    assert terminal.exitstatus == 130


def test_run_interrupted_with_stubborn_child_kills_it() -> None:
    terminal = spawn(STUBBORN, RUN)
    terminal.expect("started")

    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()

    assert terminal.exitstatus == 130


def test_run_in_a_terminal_gives_the_child_a_terminal() -> None:
    code = "import sys, os; print(sys.stdout.isatty(), os.get_terminal_size().columns)"
    terminal = spawn(code, RUN)

    terminal.expect(pexpect.EOF)

    assert str(terminal.before).split() == ["True", "80"]


def test_run_attached_child_that_asks_gets_the_answer() -> None:
    terminal = spawn(
        "print(input('name? ').upper())", "run_attached(child, cwd=Path('/'), env=environment())"
    )
    terminal.expect_exact("name? ")

    terminal.sendline("ada")

    terminal.expect_exact("ADA")


def test_run_attached_child_that_fails_returns_status(tmp_path: Path) -> None:
    status = run_attached(
        [sys.executable, "-c", "raise SystemExit(4)"], cwd=tmp_path, env=environment()
    )

    assert status == 4


def test_environment_with_misleading_variables_drops_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "environ", {"PATH": "/bin", "PYTHONPATH": "/x", "VIRTUAL_ENV": "/y"})

    assert environment(PIP_USER="0") == {"PATH": "/bin", "PIP_USER": "0"}
