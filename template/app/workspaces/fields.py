"""Fields that schemas share."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator


def refuse_number(value: object) -> object:
    """Return a value that is no number; Pydantic would take one for the seconds or days since 1970.

    Raises:
        ValueError: It is a number.
    """
    if isinstance(value, int | float):
        raise ValueError("Input should be text, not a number")
    return value


Day = Annotated[date, BeforeValidator(refuse_number)]
AwareMoment = Annotated[AwareDatetime, BeforeValidator(refuse_number)]
