"""What stops a command."""


class AdoptionError(Exception):
    """Something outside the harness is missing or wrong; the text says what would be right."""
