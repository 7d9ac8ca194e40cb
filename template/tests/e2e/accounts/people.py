"""What people do at the service, over HTTP."""

import os
import subprocess
import sys
from dataclasses import dataclass

import httpx

from tests.fixtures.server import ROOT

PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "another horse, another staple"


def register(http: httpx.Client, email: str) -> httpx.Response:
    """Register somebody."""
    return http.post("/auth/register", json={"email": email, "full_name": "Ada Lovelace", "password": PASSWORD})


def log_in(http: httpx.Client, email: str, password: str = PASSWORD) -> httpx.Response:
    """Log somebody in."""
    return http.post("/auth/login", data={"username": email, "password": password})


def bearer(tokens: dict[str, str]) -> dict[str, str]:
    """Return headers of a request with an access token."""
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def make_admin(database_url: str, email: str) -> subprocess.CompletedProcess[str]:
    """Run the command for the first admin."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "app.accounts.make_admin", email],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in."""

    email: str
    http: httpx.Client
    headers: dict[str, str]

    def ask(self, method: str, path: str, **values: object) -> httpx.Response:
        """Make a request.

        Args:
            method: The method.
            path: The path.
            values: The body, if there is any.
        """
        return self.http.request(method, path, headers=self.headers, json=values or None)


def sign_up(http: httpx.Client, email: str) -> Person:
    """Register somebody and log them in."""
    register(http, email)
    return Person(email, http, bearer(log_in(http, email).json()))
