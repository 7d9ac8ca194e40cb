"""The server as it starts, stops and starts again."""

from pathlib import Path

import httpx
import pytest

from tests.fixtures.server import run_server

ADA = {"email": "ada@example.com", "full_name": "Ada Lovelace", "password": "correct horse battery staple"}


def test_start_server_in_production_without_key_stops_and_names_the_setting(
    committed_database: str, server_environment: dict[str, str], tmp_path: Path
) -> None:
    with (
        pytest.raises(RuntimeError, match="SECRET_KEY: Needs at least 32 random characters") as error,
        run_server(committed_database, server_environment | {"SECRET_KEY": ""}, tmp_path / "server.log"),
    ):
        pass

    assert "Traceback" not in str(error.value)


def test_restart_server_accounts_and_sessions_are_still_there(
    committed_database: str, server_environment: dict[str, str], tmp_path: Path
) -> None:
    with run_server(committed_database, server_environment, tmp_path / "first.log") as first:
        registered = httpx.post(f"{first.url}/auth/register", json=ADA)
        login = httpx.post(f"{first.url}/auth/login", data={"username": ADA["email"], "password": ADA["password"]})

    with run_server(committed_database, server_environment, tmp_path / "second.log") as second:
        headers = {"Authorization": f"Bearer {login.json()['access_token']}"}
        me = httpx.get(f"{second.url}/users/me", headers=headers)

    assert me.status_code == 200
    assert me.json() == registered.json()
