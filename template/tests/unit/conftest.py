"""A unit test that opens a socket or a database is no unit test: both raise here."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event


def refuse_connection(*_: object) -> None:
    """Stand in for connecting to a database.

    Raises:
        RuntimeError: Always.
    """
    raise RuntimeError("A unit test may not connect to a database; this test belongs in tests/integration.")


@pytest.fixture(autouse=True)
def no_outside_world(socket_disabled: None) -> Iterator[None]:
    """Refuse sockets, and connections of drivers that bring their own."""
    event.listen(Engine, "do_connect", refuse_connection)
    yield
    event.remove(Engine, "do_connect", refuse_connection)
