"""The service does not start with settings that would make accounts unsafe."""

from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from app.accounts.settings import AccountsSettings, get_settings
from app.settings import load_settings
from tests.fixtures.accounts import make_settings

TOO_SHORT = (
    "Value error, Needs at least 32 random characters, for example from: "
    "python -c 'import secrets; print(secrets.token_urlsafe(32))'"
)


def errors_with(**values: Any) -> list[tuple[tuple[str | int, ...], str]]:
    """Return which settings are refused, and why."""
    with pytest.raises(ValidationError) as error:
        make_settings(**values)
    return [(item["loc"], item["msg"]) for item in error.value.errors()]


def test_read_settings_only_a_key_given_have_the_documented_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = AccountsSettings(_env_prefix="read-nothing-", secret_key=SecretStr("k" * 32))

    assert settings.model_dump(exclude={"secret_key"}) == {
        "environment": "production",
        "access_token_minutes": 15,
        "refresh_token_days": 30,
        "password_reset_minutes": 30,
        "public_url": "http://localhost:8000",
        "lockout_failures": 5,
        "lockout_minutes": 15,
        "argon2_time_cost": 3,
        "argon2_memory_kib": 65536,
        "argon2_parallelism": 4,
        "smtp_host": "localhost",
        "smtp_port": 1025,
        "smtp_user": None,
        "smtp_password": None,
        "smtp_starttls": False,
        "mail_from": "no-reply@example.com",
    }


def test_read_settings_from_the_environment_takes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("ACCESS_TOKEN_MINUTES", "5")
    monkeypatch.setenv("SMTP_STARTTLS", "true")

    settings = load_settings(AccountsSettings)

    assert settings.secret_key.get_secret_value() == "k" * 32
    assert (settings.access_token_minutes, settings.smtp_starttls) == (5, True)


@pytest.mark.parametrize("environment", ["development", "production"])
@pytest.mark.parametrize("length", [1, 31])
def test_read_secret_key_too_short_is_refused_everywhere(environment: str, length: int) -> None:
    assert errors_with(environment=environment, secret_key="k" * length) == [(("secret_key",), TOO_SHORT)]


def test_read_secret_key_of_32_characters_is_taken() -> None:
    assert make_settings(secret_key="k" * 32).secret_key.get_secret_value() == "k" * 32


def test_read_secret_key_empty_in_production_is_refused() -> None:
    assert errors_with(secret_key="") == [(("secret_key",), TOO_SHORT)]


def test_read_secret_key_empty_in_development_is_random_and_long() -> None:
    first, second = (
        make_settings(environment="development", secret_key="").secret_key.get_secret_value() for _ in "ab"
    )

    assert first != second
    assert len(first) == 43


def test_read_secret_key_given_in_development_is_taken() -> None:
    settings = make_settings(environment="development", secret_key="k" * 40)

    assert settings.secret_key.get_secret_value() == "k" * 40


def test_start_service_without_key_in_production_stops_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(SystemExit) as stop:
        load_settings(AccountsSettings)

    assert str(stop.value).splitlines()[1] == f"  SECRET_KEY: {TOO_SHORT.removeprefix('Value error, ')}"


def test_start_service_with_short_key_stops_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "too-short-to-be-safe")

    with pytest.raises(SystemExit) as stop:
        load_settings(AccountsSettings)

    assert "too-short-to-be-safe" not in str(stop.value)


def test_show_settings_in_a_log_hides_the_secrets() -> None:
    shown = repr(make_settings(secret_key="k" * 32, smtp_password="hunter2-hunter2"))

    assert "k" * 32 not in shown
    assert "hunter2" not in shown


def test_get_settings_twice_reads_once() -> None:
    assert get_settings() is get_settings()


@pytest.mark.parametrize(
    ("name", "smallest", "largest"),
    [
        ("access_token_minutes", 1, 1440),
        ("refresh_token_days", 1, 3650),
        ("password_reset_minutes", 1, 1440),
        ("lockout_failures", 2, 100),
        ("lockout_minutes", 1, 1440),
        ("argon2_time_cost", 1, 100),
        ("argon2_memory_kib", 1024, 4194304),
        ("argon2_parallelism", 1, 128),
        ("smtp_port", 1, 65535),
    ],
)
def test_read_number_at_and_beyond_its_bounds_takes_the_inside_only(name: str, smallest: int, largest: int) -> None:
    taken = [getattr(make_settings(**{name: value}), name) for value in (smallest, largest)]

    assert taken == [smallest, largest]
    assert errors_with(**{name: smallest - 1}) == [
        ((name,), f"Input should be greater than or equal to {smallest}"),
    ]
    assert errors_with(**{name: largest + 1}) == [
        ((name,), f"Input should be less than or equal to {largest}"),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("public_url", "example.com", id="url-without-scheme"),
        pytest.param("public_url", "javascript:alert(1)", id="url-of-another-scheme"),
        pytest.param("public_url", "https://example.com/ and more", id="url-with-space"),
        pytest.param("mail_from", "nobody", id="sender-without-domain"),
        pytest.param("mail_from", "no-reply@example.com\nBcc: eve@example.com", id="sender-with-second-line"),
    ],
)
def test_read_text_of_the_wrong_form_is_refused(name: str, value: str) -> None:
    ((location, message),) = errors_with(**{name: value})

    assert location == (name,)
    assert message.startswith("String should match pattern")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_url", "http://localhost:3000"),
        ("public_url", "https://example.com/app/"),
        ("mail_from", "no-reply@mail.example.com"),
    ],
)
def test_read_text_of_the_right_form_is_taken(name: str, value: str) -> None:
    assert getattr(make_settings(**{name: value}), name) == value
