"""A mail server that delivers nothing and prints what it was given."""

from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PROVIDES = "SMTP_HOST"


class Printer:
    """Prints every message to the terminal."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Print a message and accept it."""
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        print(f"\n--- Mail to {', '.join(envelope.rcpt_tos)}: {message['subject']}")
        print(body.get_content() if body else "(no text)", "---", sep="", flush=True)
        return "250 Printed"


def prepare() -> dict[str, str]:
    """Start the mail server in a thread of this process.

    Returns:
        The settings that name it.
    """
    controller = Controller(Printer(), hostname="127.0.0.1", port=0)
    controller.start()
    host, port = controller.server.sockets[0].getsockname()[:2]
    return {PROVIDES: host, "SMTP_PORT": str(port), "SMTP_STARTTLS": "false"}
