"""How a command's end is shown."""

import re

import pytest

from scripts.console import ProblemError, Steps, guarded


def stop() -> int:
    """Be interrupted with something to say."""
    raise KeyboardInterrupt("The incomplete demo was removed.")


def stop_silently() -> int:
    """Be interrupted with nothing to say."""
    raise KeyboardInterrupt


def fail() -> int:
    """Meet a problem."""
    raise ProblemError("the moon is down", "wait", "moon: no signal\n")


def test_guarded_command_that_succeeds_returns_its_status() -> None:
    assert guarded(lambda: 0) == 0


def test_guarded_problem_prints_details_cause_and_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = guarded(fail)

    assert status == 1
    assert capsys.readouterr() == (
        "",
        "\nmoon: no signal\n\nerror: the moon is down\n  what to do: wait\n",
    )


def test_guarded_interrupt_with_hint_prints_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    status = guarded(stop)

    assert status == 130
    assert capsys.readouterr() == ("", "\nStopped. The incomplete demo was removed.\n")


def test_guarded_interrupt_without_hint_says_how_to_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = guarded(stop_silently)

    assert status == 130
    assert capsys.readouterr() == ("", "\nStopped. Run the same command again to go on.\n")


def test_step_that_ends_prints_number_title_and_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    steps = Steps(2)

    with steps.step("Tools"):
        pass
    with steps.step("Tests"):
        pass

    assert re.fullmatch(
        r"\n\[1/2\] Tools\n      done in \d+\.\d s\n\n\[2/2\] Tests\n      done in \d+\.\d s\n",
        capsys.readouterr().out,
    )


def test_step_that_fails_prints_no_duration(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ProblemError), Steps(1).step("Tools"):
        fail()

    assert capsys.readouterr().out == "\n[1/1] Tools\n"
