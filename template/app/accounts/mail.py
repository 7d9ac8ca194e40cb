"""Writes mails and sends them over SMTP."""

import logging
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

import aiosmtplib

from app.accounts.settings import AccountsSettings
from app.clock import now

TIMEOUT_SECONDS = 10
RESET_TEXT = """\
Somebody asked for a new password for your account.

If it was you, choose the password on this page within {minutes} minutes:

{link}

If it was not you, there is nothing to do: your password stays as it is.
"""

logger = logging.getLogger(__name__)


def write_reset_mail(recipient: str, token: str, settings: AccountsSettings) -> EmailMessage:
    """Write the mail that carries a password reset token.

    Args:
        recipient: The address of the account.
        token: The token in plain text.
        settings: Sender, address of the page, and how long the token is valid.

    Returns:
        The mail, ready to send.
    """
    # Behind the # the token stays in the browser and out of the logs of web servers.
    link = f"{settings.public_url.rstrip('/')}/password-reset#token={token}"
    text = RESET_TEXT.format(minutes=settings.password_reset_minutes, link=link)
    return write_mail(recipient, "Choose a new password", text, settings)


def write_mail(recipient: str, subject: str, text: str, settings: AccountsSettings) -> EmailMessage:
    """Write a mail.

    Args:
        recipient: The address that it goes to.
        subject: What it is about.
        text: What it says. Nothing that a user can choose belongs there, so nobody can send their words in our name.
        settings: The sender.

    Returns:
        The mail, ready to send.
    """
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = settings.mail_from
    message["To"] = recipient
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    message.set_content(text)
    return message


async def send_mail(message: EmailMessage, settings: AccountsSettings) -> None:
    """Send a mail. Made for the background: a failure goes to the log, since nobody waits for an answer.

    Args:
        message: The mail.
        settings: The mail server.
    """
    password = settings.smtp_password
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user,
            password=password.get_secret_value() if password else None,
            start_tls=settings.smtp_starttls,
            timeout=TIMEOUT_SECONDS,
        )
    except (aiosmtplib.SMTPException, OSError):
        logger.exception("A mail could not be sent: %s", message["Subject"])
