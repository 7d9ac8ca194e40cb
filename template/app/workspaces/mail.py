"""Writes the mail that carries an invitation."""

from email.message import EmailMessage
from uuid import UUID

from app.accounts.mail import write_mail
from app.accounts.settings import AccountsSettings

INVITATION_TEXT = """\
You are invited to a workspace.

Log in or register with this e-mail address, then accept on this page within {days} days:

{link}

If you do not know what this is about, there is nothing to do.
"""


def write_invitation_mail(
    recipient: str, workspace_id: UUID, token: str, days: int, settings: AccountsSettings
) -> EmailMessage:
    """Write the mail that carries an invitation.

    Args:
        recipient: Who is invited.
        workspace_id: The workspace.
        token: The token in plain text.
        days: How many days it is valid.
        settings: Sender, and address of the page.

    Returns:
        The mail, ready to send.
    """
    # Behind the # the token stays in the browser and out of the logs of web servers.
    link = f"{settings.public_url.rstrip('/')}/invitation#workspace={workspace_id}&token={token}"
    text = INVITATION_TEXT.format(days=days, link=link)
    return write_mail(recipient, "You are invited to a workspace", text, settings)
