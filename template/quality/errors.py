"""What ends a command with a message instead of a traceback."""


class QualityError(Exception):
    """A command cannot do its work; the message says what is wrong and what would be right."""
