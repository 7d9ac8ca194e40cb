"""The rule of this domain, free of HTTP and database."""

from datetime import date

from app.problems import InvalidValue


def require_order(starts_on: date, ends_on: date) -> None:
    """Refuse a sprint that ends before it starts; one day may be all of it.

    Raises:
        InvalidValue: It does.
    """
    if ends_on < starts_on:
        raise InvalidValue("A sprint cannot end before it starts.", "body", "ends_on")
