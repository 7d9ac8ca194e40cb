"""The mail with an invitation."""

from uuid import UUID

import pytest
from time_machine import Traveller

from app.workspaces.mail import write_invitation_mail
from tests.fixtures.accounts import make_settings

SETTINGS = make_settings(public_url="https://app.example.com", mail_from="no-reply@mail.example.com")
WORKSPACE = UUID("6f9619ff-8b86-4011-b42d-00cf4fc964ff")


def test_write_invitation_mail_any_has_the_whole_text() -> None:
    mail = write_invitation_mail("ada@example.com", WORKSPACE, "the-token", 7, SETTINGS)

    assert mail.get_content() == (
        "You are invited to a workspace.\n"
        "\n"
        "Log in or register with this e-mail address, then accept on this page within 7 days:\n"
        "\n"
        "https://app.example.com/invitation#workspace=6f9619ff-8b86-4011-b42d-00cf4fc964ff&token=the-token\n"
        "\n"
        "If you do not know what this is about, there is nothing to do.\n"
    )


def test_write_invitation_mail_any_says_from_whom_to_whom_and_when(clock: Traveller) -> None:
    mail = write_invitation_mail("ada@example.com", WORKSPACE, "the-token", 7, SETTINGS)

    assert {name: mail[name] for name in ("Subject", "From", "To", "Date")} == {
        "Subject": "You are invited to a workspace",
        "From": "no-reply@mail.example.com",
        "To": "ada@example.com",
        "Date": "Wed, 18 Mar 2026 12:00:00 +0000",
    }


@pytest.mark.parametrize(
    ("public_url", "begin"),
    [
        ("https://app.example.com/", "https://app.example.com/invitation#"),
        ("https://example.com/app//", "https://example.com/app/invitation#"),
        ("http://localhost:3000", "http://localhost:3000/invitation#"),
    ],
)
def test_write_invitation_mail_any_public_url_links_below_it(public_url: str, begin: str) -> None:
    mail = write_invitation_mail("ada@example.com", WORKSPACE, "t", 7, make_settings(public_url=public_url))

    assert mail.get_content().splitlines()[4] == f"{begin}workspace={WORKSPACE}&token=t"
