"""Which role the service may be told to take on."""

import pytest

from app.settings import load_settings
from app.workspaces.isolation.postgresql import IsolationSettings


def test_load_settings_without_a_role_is_that_of_the_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_ROLE", raising=False)

    assert load_settings(IsolationSettings).database_role == "service_runtime"


@pytest.mark.parametrize("role", ["a", "_runtime2", "r" * 63])
def test_load_settings_role_in_good_form_is_taken(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setenv("DATABASE_ROLE", role)

    assert load_settings(IsolationSettings).database_role == role


@pytest.mark.parametrize(
    "role",
    [
        pytest.param("", id="empty"),
        pytest.param("r" * 64, id="too-long"),
        pytest.param("2fast", id="digit-first"),
        pytest.param("Runtime", id="capitals"),
        pytest.param('a"; DROP ROLE b; --', id="injection"),
        pytest.param("a\n", id="line-break"),
        pytest.param("none", id="none"),
    ],
)
def test_load_settings_role_in_bad_form_stops_the_start(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setenv("DATABASE_ROLE", role)

    with pytest.raises(SystemExit, match="DATABASE_ROLE: "):
        load_settings(IsolationSettings)
