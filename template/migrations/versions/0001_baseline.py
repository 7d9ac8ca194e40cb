"""Baseline: the empty database that every later revision builds on."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
