"""A server that cannot start says why, in words."""

from pathlib import Path

import pytest

from tests.fixtures.server import run_server


def test_start_server_wrong_database_stops_and_names_the_setting(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match=r"DATABASE_URL: This asks for oracle") as error,
        run_server("oracle://user:secret@host/name", {}, tmp_path / "server.log"),
    ):
        pass

    assert "Traceback" not in str(error.value)
    assert "secret" not in str(error.value)
