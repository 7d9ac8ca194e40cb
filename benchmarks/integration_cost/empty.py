"""What pytest itself takes for a test."""

from cost.many import each


@each
async def test_nothing(number: int) -> None:
    assert number >= 0
