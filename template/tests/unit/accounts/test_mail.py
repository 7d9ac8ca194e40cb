"""The mail with the link for a new password."""

import re

import pytest
from time_machine import Traveller

from app.accounts.mail import write_reset_mail
from tests.fixtures.accounts import make_settings

SETTINGS = make_settings(
    public_url="https://app.example.com", mail_from="no-reply@mail.example.com", password_reset_minutes=45
)


def test_write_reset_mail_any_has_the_whole_text() -> None:
    mail = write_reset_mail("ada@example.com", "the-token", SETTINGS)

    assert mail.get_content() == (
        "Somebody asked for a new password for your account.\n"
        "\n"
        "If it was you, choose the password on this page within 45 minutes:\n"
        "\n"
        "https://app.example.com/password-reset#token=the-token\n"
        "\n"
        "If it was not you, there is nothing to do: your password stays as it is.\n"
    )


def test_write_reset_mail_any_says_from_whom_to_whom_and_when(clock: Traveller) -> None:
    mail = write_reset_mail("ada@example.com", "the-token", SETTINGS)

    headers = {name: value for name, value in mail.items() if name != "Message-ID"}
    assert headers == {
        "Subject": "Choose a new password",
        "From": "no-reply@mail.example.com",
        "To": "ada@example.com",
        "Date": "Wed, 18 Mar 2026 12:00:00 +0000",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "7bit",
        "MIME-Version": "1.0",
    }


def test_write_reset_mail_twice_has_ids_of_their_own_from_our_domain() -> None:
    first, second = (write_reset_mail("ada@example.com", "the-token", SETTINGS)["Message-ID"] for _ in "ab")

    assert first != second
    assert re.fullmatch(r"<[^@<>]+@mail\.example\.com>", first)


@pytest.mark.parametrize(
    ("public_url", "link"),
    [
        ("https://app.example.com/", "https://app.example.com/password-reset#token=t"),
        ("https://example.com/app//", "https://example.com/app/password-reset#token=t"),
        ("http://localhost:3000", "http://localhost:3000/password-reset#token=t"),
    ],
)
def test_write_reset_mail_any_public_url_links_below_it(public_url: str, link: str) -> None:
    mail = write_reset_mail("ada@example.com", "t", make_settings(public_url=public_url))

    assert mail.get_content().splitlines()[4] == link


@pytest.mark.parametrize(
    "address", ["o'hara+news@example.com", "a!#$%&*/=?^_`{|}~b@example.com", "x" * 64 + "@example.com"]
)
def test_write_reset_mail_unusual_address_goes_to_exactly_that(address: str) -> None:
    mail = write_reset_mail(address, "t", SETTINGS)

    assert [found.addr_spec for found in mail["To"].addresses] == [address]
