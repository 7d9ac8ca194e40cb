"""The commands of `quality/` print more where GitHub runs them; a test that is about that says so."""

import pytest


@pytest.fixture(autouse=True)
def run_outside_of_any_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as on a developer's machine, wherever the tests themselves run."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
