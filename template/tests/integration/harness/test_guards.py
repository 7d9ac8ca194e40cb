"""Every guard of the harness goes red on the defect that it is for."""

import asyncio
import logging
import time
from pathlib import Path

import pytest
from blockbuster import BlockingError

from tests.fixtures.guards import SLOW_STEP_SECONDS, EventLoopErrors


async def test_sleep_inside_the_event_loop_raises() -> None:
    with pytest.raises(BlockingError, match=r"time\.sleep"):
        time.sleep(0)  # noqa: ASYNC251 - the defect


async def test_read_file_inside_the_event_loop_raises() -> None:
    with pytest.raises(BlockingError, match=r"io\."):
        Path(__file__).read_text()  # noqa: ASYNC240 - the defect


def test_sleep_outside_the_event_loop_is_allowed() -> None:
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()
    time.sleep(0)


async def test_run_loop_in_tests_is_in_debug_mode() -> None:
    assert asyncio.get_running_loop().get_debug()


@pytest.mark.parametrize(
    ("seconds", "cpu_seconds", "reports"),
    [
        pytest.param(SLOW_STEP_SECONDS - 0.001, SLOW_STEP_SECONDS, 0, id="below-the-limit"),
        pytest.param(SLOW_STEP_SECONDS, SLOW_STEP_SECONDS, 1, id="at-the-limit"),
        pytest.param(SLOW_STEP_SECONDS, SLOW_STEP_SECONDS - 0.001, 0, id="machine-was-busy"),
    ],
)
def test_log_slow_step_around_the_limit_is_an_error_from_the_limit_on(
    seconds: float, cpu_seconds: float, reports: int
) -> None:
    errors = EventLoopErrors(cpu_clock=iter([0, cpu_seconds]).__next__)

    errors.handle(
        logging.LogRecord("asyncio", logging.WARNING, "", 0, "Executing %s took %.3f seconds", ("step", seconds), None)
    )

    assert len(errors.messages) == reports


async def test_lose_exception_of_a_task_is_an_error(event_loop_errors: EventLoopErrors) -> None:
    async def fail() -> None:
        raise LookupError("nobody looked")

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task

    reports = [message.splitlines()[0] for message in event_loop_errors.messages]
    event_loop_errors.messages.clear()
    assert reports == ["Task exception was never retrieved"]
