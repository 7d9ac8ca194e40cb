"""A mail server that delivers nothing and prints what it was given."""

import asyncio
from email import message_from_bytes, policy
from threading import Thread

from aiosmtpd.smtp import SMTP, Envelope, Session

PROVIDES = "SMTP_HOST"
SUBSTITUTE = "mail is printed here instead of being sent"
HOST = "127.0.0.1"


class Printer:
    """Prints every message to the terminal."""

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Print a message and accept it."""
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body else "(no text)"
        print(f"\n--- Mail to {', '.join(envelope.rcpt_tos)}: {message['subject']}\n{text.rstrip()}\n---\n", flush=True)
        return "250 Printed"


def prepare() -> dict[str, str]:
    """Start the mail server in a thread that ends with this process.

    Returns:
        The settings that name it.
    """
    loop = asyncio.new_event_loop()
    # Port 0: the system chooses one that is free.
    starting = loop.create_server(lambda: SMTP(Printer(), loop=loop, enable_SMTPUTF8=True), HOST, 0)
    server = loop.run_until_complete(starting)
    Thread(target=loop.run_forever, daemon=True).start()
    port = server.sockets[0].getsockname()[1]
    return {PROVIDES: HOST, "SMTP_PORT": str(port), "SMTP_STARTTLS": "false"}
