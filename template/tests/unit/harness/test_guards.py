"""A unit test cannot reach the world outside."""

import socket

import pytest
from pytest_socket import SocketBlockedError
from sqlalchemy import create_engine


def test_open_socket_in_unit_test_raises() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


async def test_open_socket_in_async_unit_test_raises() -> None:
    with pytest.raises(SocketBlockedError):
        socket.create_connection(("127.0.0.1", 9))


def test_connect_to_database_in_unit_test_raises() -> None:
    engine = create_engine("sqlite://")

    with pytest.raises(RuntimeError, match=r"belongs in tests/integration"):
        engine.connect()
