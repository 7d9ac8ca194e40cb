"""A service with wrong settings does not start, and says which they are."""

import pytest

from app.main import create_app
from app.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("ENVIRONMENT", raising=False)


def test_load_settings_none_given_stops_and_names_each() -> None:
    with pytest.raises(SystemExit) as stop:
        load_settings(Settings)

    assert str(stop.value) == (
        "The service cannot start: its settings are not complete.\n"
        "  DATABASE_URL: Field required\n"
        "Set them in the environment; .env.example shows each with its meaning."
    )


def test_load_settings_wrong_values_stops_without_showing_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "holiday")
    monkeypatch.setenv("DATABASE_URL", "oracle://user:secret@host/name")

    with pytest.raises(SystemExit) as stop:
        load_settings(Settings)

    assert str(stop.value).splitlines()[1:-1] == [
        "  ENVIRONMENT: Input should be 'development' or 'production'",
        "  DATABASE_URL: This asks for oracle, and the service has no app/database/oracle.py.",
    ]


def test_create_app_without_settings_stops() -> None:
    with pytest.raises(SystemExit, match="DATABASE_URL: Field required"):
        create_app()


def test_load_settings_no_environment_named_means_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.settings.require_dialect", str)
    monkeypatch.setenv("DATABASE_URL", "oracle://host/name")

    settings = load_settings(Settings)

    assert settings.environment == "production"
    assert settings.database_url == "oracle://host/name"
