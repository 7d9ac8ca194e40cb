"""What the fields of requests take and refuse, on both sides of every boundary."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.accounts.fields import Email, FullName, NewPassword, Password, Search, Text, Token, normalise_email

# 64 characters before the @, and labels of at most 63 after it: 254 characters in all.
LONGEST_EMAIL = "x" * 64 + "@" + ".".join(["b" * 63, "c" * 63, "d" * 58, "de"])


def messages_for(field: Any, value: object) -> list[str]:
    """Return what validation says against a value."""
    with pytest.raises(ValidationError) as error:
        TypeAdapter(field).validate_python(value)
    return [item["msg"] for item in error.value.errors()]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("ada@example.com", "ada@example.com", id="as-it-is"),
        pytest.param("Ada.Lovelace@Example.COM", "ada.lovelace@example.com", id="capital-letters"),
        pytest.param("ada+news@example.com", "ada+news@example.com", id="with-a-tag"),
        pytest.param("o'hara@example.com", "o'hara@example.com", id="apostrophe"),
        pytest.param("ada@Exämple.com", "ada@xn--exmple-cua.com", id="international-domain"),
        pytest.param("ada@xn--exmple-cua.com", "ada@xn--exmple-cua.com", id="international-domain-in-ascii"),
        pytest.param(LONGEST_EMAIL, LONGEST_EMAIL, id="longest"),
    ],
)
def test_normalise_email_real_address_gives_its_one_form(typed: str, stored: str) -> None:
    assert TypeAdapter(Email).validate_python(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="empty"),
        pytest.param("ada", id="no-at"),
        pytest.param("@example.com", id="no-name"),
        pytest.param("ada@", id="no-domain"),
        pytest.param("ada@example", id="no-top-level"),
        pytest.param("ada@@example.com", id="two-ats"),
        pytest.param("ada@example..com", id="two-dots"),
        pytest.param(" ada@example.com", id="leading-space"),
        pytest.param("ada@example.com\n", id="newline-at-the-end"),
        pytest.param("ada@example.com\0", id="nul"),
        pytest.param("ada@example.com, eve@example.com", id="two-addresses"),
        pytest.param("Ada <ada@example.com>", id="with-display-name"),
        pytest.param('"ada lovelace"@example.com', id="quoted-name"),
        pytest.param("ada@[127.0.0.1]", id="address-of-a-machine"),
        pytest.param("jürgen@example.com", id="international-name"),
        pytest.param("x" * 65 + "@example.com", id="name-too-long"),
    ],
)
def test_normalise_email_no_address_is_refused_without_repeating_it(typed: str) -> None:
    assert messages_for(Email, typed) == ["Value error, This is not an e-mail address."]


def test_normalise_email_one_character_too_long_is_refused() -> None:
    assert messages_for(Email, LONGEST_EMAIL.replace(".de", "d.de")) == ["String should have at most 254 characters"]


def test_normalise_email_too_long_only_in_ascii_is_refused() -> None:
    assert messages_for(Email, f"{'x' * 64}@{'.'.join(['ä' * 50] * 3)}.de") == [
        "Value error, This is not an e-mail address."
    ]


def test_normalise_email_no_address_hides_the_cause() -> None:
    with pytest.raises(ValueError, match="This is not an e-mail address") as error:
        normalise_email("secret")

    assert error.value.__suppress_context__


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("A", "A", id="shortest"),
        pytest.param("x" * 100, "x" * 100, id="longest"),
        pytest.param("  Ada Lovelace\n", "Ada Lovelace", id="space-around"),
        pytest.param(" " + "x" * 100 + " ", "x" * 100, id="longest-with-space-around"),
        pytest.param("Ζωή 李 O'Hara-Ö", "Ζωή 李 O'Hara-Ö", id="any-script"),
    ],
)
def test_validate_full_name_of_a_person_is_taken_without_space_around(typed: str, stored: str) -> None:
    assert TypeAdapter(FullName).validate_python(typed) == stored


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        pytest.param(FullName, "", "String should have at least 1 character", id="name-empty"),
        pytest.param(FullName, " \t\n", "String should have at least 1 character", id="name-of-space"),
        pytest.param(FullName, "x" * 101, "String should have at most 100 characters", id="name-too-long"),
        pytest.param(FullName, "a\0b", r"String should match pattern '^[^\x00]*$'", id="name-with-nul"),
        pytest.param(Text, "\0", r"String should match pattern '^[^\x00]*$'", id="text-with-nul"),
        pytest.param(Search, "x" * 101, "String should have at most 100 characters", id="search-too-long"),
        pytest.param(Search, "a\0", r"String should match pattern '^[^\x00]*$'", id="search-with-nul"),
        pytest.param(NewPassword, "x" * 11, "String should have at least 12 characters", id="password-too-short"),
        pytest.param(NewPassword, "x" * 129, "String should have at most 128 characters", id="password-too-long"),
        pytest.param(Password, "x" * 129, "String should have at most 128 characters", id="login-password-too-long"),
        pytest.param(Token, "x" * 129, "String should have at most 128 characters", id="token-too-long"),
        pytest.param(
            FullName,
            "\ud800",
            "Input should be a valid string, unable to parse raw data as a unicode string",
            id="name-with-half-a-character",
        ),
        pytest.param(
            NewPassword,
            "\ud800" * 12,
            "Input should be a valid string, unable to parse raw data as a unicode string",
            id="password-with-half-characters",
        ),
    ],
)
def test_validate_field_value_out_of_bounds_is_refused(field: Any, value: str, message: str) -> None:
    assert messages_for(field, value) == [message]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param(Text, "", id="text-empty"),
        pytest.param(Text, "first\nsecond\n", id="text-with-newlines"),
        pytest.param(Search, "", id="search-empty"),
        pytest.param(Search, "x" * 100, id="search-longest"),
        pytest.param(Search, " a ", id="search-with-space-around"),
    ],
)
def test_validate_text_within_bounds_is_taken_as_it_is(field: Any, value: str) -> None:
    assert TypeAdapter(field).validate_python(value) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param(NewPassword, "x" * 12, id="new-password-shortest"),
        pytest.param(NewPassword, "x" * 128, id="new-password-longest"),
        pytest.param(NewPassword, " 李\0" * 4, id="new-password-of-any-characters"),
        pytest.param(Password, "", id="password-empty"),
        pytest.param(Password, "x" * 128, id="password-longest"),
        pytest.param(Token, "", id="token-empty"),
        pytest.param(Token, "x" * 128, id="token-longest"),
    ],
)
def test_validate_secret_within_bounds_is_taken_as_it_is(field: Any, value: str) -> None:
    assert TypeAdapter(field).validate_python(value).get_secret_value() == value


@pytest.mark.parametrize("field", [NewPassword, Password, Token], ids=["new-password", "password", "token"])
def test_show_secret_in_any_way_hides_it(field: Any) -> None:
    secret = TypeAdapter(field).validate_python("correct horse")

    assert (str(secret), repr(secret)) == ("**********", "Secret('**********')")
