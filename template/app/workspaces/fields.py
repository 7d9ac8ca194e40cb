"""Fields that schemas share."""

import re
from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

NUMBER = re.compile(r"\s*[-+]?[\d_.]+\s*")


def refuse_number(value: object) -> object:
    """Return a value that is no number, not even in a text; Pydantic would take one for the seconds since 1970.

    Raises:
        ValueError: It is a number.
    """
    if isinstance(value, int | float) or (isinstance(value, str) and NUMBER.fullmatch(value)):
        raise ValueError("Input should be a date or time, not a number")
    return value


Day = Annotated[date, BeforeValidator(refuse_number)]
AwareMoment = Annotated[AwareDatetime, BeforeValidator(refuse_number)]
