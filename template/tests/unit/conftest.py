"""A unit test that opens a socket or a database is no unit test: both raise here."""

from collections.abc import Iterator

import pytest
from pytest_socket import disable_socket, enable_socket
from sqlalchemy import Engine, Pool, event


def refuse_connection(*_: object) -> None:
    """Stand in for connecting to a database.

    Raises:
        RuntimeError: Always.
    """
    raise RuntimeError("A unit test may not connect to a database; this test belongs in tests/integration.")


@pytest.fixture(scope="session")
async def running_loop() -> None:
    """Make the event loop of the run, which needs a pair of sockets for itself, while there still are sockets."""


@pytest.fixture(autouse=True)
def no_outside_world(running_loop: None) -> Iterator[None]:
    """Refuse sockets, and connections of drivers that bring their own."""
    disable_socket()
    event.listen(Engine, "do_connect", refuse_connection)
    # A pool may hold connections that an integration test opened in the same process.
    event.listen(Pool, "checkout", refuse_connection)
    yield
    event.remove(Pool, "checkout", refuse_connection)
    event.remove(Engine, "do_connect", refuse_connection)
    enable_socket()
