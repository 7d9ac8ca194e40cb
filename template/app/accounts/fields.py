"""Types of the fields that requests carry; each refuses what the database or a mail server could not take."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, Secret, StringConstraints

from app.accounts.models import MAX_EMAIL, MAX_FULL_NAME

MIN_PASSWORD = 12
MAX_PASSWORD = 128
MAX_TOKEN = 128
MAX_SEARCH = 100


def normalise_email(value: str) -> str:
    """Return an e-mail address in the one form that is stored and compared: ASCII, lower-case.

    A domain in another script becomes its ASCII form; a name in another script before the @ is refused, since few
    mail servers take it and databases do not agree on its lower-case form.

    Args:
        value: The address as somebody typed it.

    Returns:
        The same address, normalised.

    Raises:
        ValueError: It is no address that mail can be sent to; the message does not repeat it.
    """
    try:
        address = validate_email(value, strict=True, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        raise ValueError("This is not an e-mail address.") from None
    return f"{address.local_part}@{address.ascii_domain}".lower()


# PostgreSQL cannot store the character NUL.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
Email = Annotated[
    str,
    Field(max_length=MAX_EMAIL, json_schema_extra={"format": "email"}),
    AfterValidator(normalise_email),
]
FullName = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_FULL_NAME)]
Search = Annotated[Text, StringConstraints(max_length=MAX_SEARCH)]

# Secrets are a type of their own, so that no log and no repr shows them.
_IN_THE_DOCS = {"format": "password", "writeOnly": True}
NewPassword = Secret[
    Annotated[str, Field(min_length=MIN_PASSWORD, max_length=MAX_PASSWORD, json_schema_extra=_IN_THE_DOCS)]
]
Password = Secret[Annotated[str, Field(max_length=MAX_PASSWORD, json_schema_extra=_IN_THE_DOCS)]]
Token = Secret[Annotated[str, Field(max_length=MAX_TOKEN, json_schema_extra=_IN_THE_DOCS)]]
