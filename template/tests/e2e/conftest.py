"""The service over HTTP: a running server, a real mail server, and a database that commits."""

import pytest

from tests.fixtures.mail import MailServer


@pytest.fixture(scope="module")
def server_environment(mail_server: MailServer) -> dict[str, str]:
    """Return settings for the server: as in production, but hashing is cheap and mail goes into the inbox."""
    return {
        "ENVIRONMENT": "production",
        "SECRET_KEY": "the key that signs tokens in tests",
        "PUBLIC_URL": "https://app.example.com",
        "SMTP_HOST": mail_server.host,
        "SMTP_PORT": str(mail_server.port),
        "ARGON2_TIME_COST": "1",
        "ARGON2_MEMORY_KIB": "1024",
        "ARGON2_PARALLELISM": "1",
    }
