"""What the strategies share: how often each test runs, and where the database is."""

import os

import pytest

URL = os.environ["COST_URL"]
each = pytest.mark.parametrize("number", range(int(os.environ["COST_TESTS"])))
