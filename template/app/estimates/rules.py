"""The rule of this domain, free of HTTP and database."""

# The planning-poker scale that teams call Fibonacci.
SCALE = (0, 1, 2, 3, 5, 8, 13, 20, 40, 100)


def round_to_scale(raw_score: float) -> int:
    """Round a raw score to the nearest value of the scale.

    A score in the middle between two values goes to the larger one: an estimate errs on the safe side.

    Args:
        raw_score: The score, in story points, zero or more; beyond the end of the scale its last value is nearest.

    Returns:
        A value of the scale.

    Raises:
        ValueError: The score is negative or not a number.
    """
    if not raw_score >= 0:
        raise ValueError(f"A score is zero or more, not {raw_score}.")
    return min(SCALE, key=lambda value: (abs(value - raw_score), -value))
