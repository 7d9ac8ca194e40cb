"""How long invitations are valid."""

import pytest

from app.settings import load_settings
from app.workspaces.settings import WorkspacesSettings


def test_load_settings_without_days_is_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INVITATION_DAYS", raising=False)

    assert load_settings(WorkspacesSettings).invitation_days == 7


@pytest.mark.parametrize("days", [1, 365])
def test_load_settings_days_within_bounds_are_taken(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setenv("INVITATION_DAYS", str(days))

    assert load_settings(WorkspacesSettings).invitation_days == days


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ("0", "INVITATION_DAYS: Input should be greater than or equal to 1"),
        ("366", "INVITATION_DAYS: Input should be less than or equal to 365"),
    ],
)
def test_load_settings_days_out_of_bounds_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, days: str, message: str
) -> None:
    monkeypatch.setenv("INVITATION_DAYS", days)

    with pytest.raises(SystemExit, match=message):
        load_settings(WorkspacesSettings)
