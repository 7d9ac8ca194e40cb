"""The accounts on a real database."""

import pytest

from app.accounts.settings import AccountsSettings


@pytest.fixture(autouse=True)
def run_with_settings_for_tests(accounts_settings: AccountsSettings) -> None:
    """Let no test of the accounts hash at full costs or send mail anywhere but into the inbox."""
