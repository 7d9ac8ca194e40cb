"""What people do with their accounts, as they do it."""

import re

import httpx
import pytest
from alembic import command

from devtools.migrations import configure
from tests.e2e.accounts.people import NEW_PASSWORD, PASSWORD, bearer, log_in, make_admin, register
from tests.fixtures.mail import Inbox
from tests.fixtures.server import Server


@pytest.fixture
def tokens(http: httpx.Client, request: pytest.FixtureRequest) -> dict[str, str]:
    """Register somebody with an address of this test's own, and return the tokens of their first log-in."""
    email = f"{request.node.name.removeprefix('test_')[:60]}@example.com"
    register(http, email)
    tokens: dict[str, str] = log_in(http, email).json()
    return tokens | {"email": email}


def test_register_and_log_in_reads_oneself(http: httpx.Client) -> None:
    registered = register(http, "Ada@Example.com")
    tokens = log_in(http, "ada@example.com")
    me = http.get("/users/me", headers=bearer(tokens.json()))

    assert (registered.status_code, tokens.status_code, me.status_code) == (201, 200, 200)
    assert me.json() == registered.json()


def test_register_twice_answers_conflict(http: httpx.Client) -> None:
    first = register(http, "twice@example.com")
    second = register(http, "TWICE@example.com")

    assert (first.status_code, second.status_code) == (201, 409)
    assert second.headers["content-type"] == "application/problem+json"


def test_refresh_then_reuse_ends_the_session(http: httpx.Client, tokens: dict[str, str]) -> None:
    fresh = http.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    let_in = http.get("/users/me", headers=bearer(fresh.json()))
    reuse = http.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    put_out = http.get("/users/me", headers=bearer(fresh.json()))

    assert [answer.status_code for answer in (fresh, let_in, reuse, put_out)] == [200, 200, 401, 401]


def test_log_out_ends_the_session(http: httpx.Client, tokens: dict[str, str]) -> None:
    logout = http.post("/auth/logout", headers=bearer(tokens))
    me = http.get("/users/me", headers=bearer(tokens))

    assert (logout.status_code, me.status_code) == (204, 401)


def test_reset_password_by_mail_ends_sessions_and_changes_the_password(
    http: httpx.Client, tokens: dict[str, str], inbox: Inbox
) -> None:
    asked = http.post("/auth/password-reset", json={"email": tokens["email"]})
    mail = inbox.wait()
    found = re.search(r"https://app\.example\.com/password-reset#token=(\S+)", mail.get_content())
    assert found
    confirmed = http.post("/auth/password-reset/confirm", json={"token": found[1], "new_password": NEW_PASSWORD})

    assert (asked.status_code, mail["To"], confirmed.status_code) == (202, tokens["email"], 204)
    assert http.get("/users/me", headers=bearer(tokens)).status_code == 401
    assert log_in(http, tokens["email"]).status_code == 401
    assert log_in(http, tokens["email"], NEW_PASSWORD).status_code == 200


def test_log_in_wrong_five_times_locks_even_the_right_password_out(http: httpx.Client, tokens: dict[str, str]) -> None:
    failures = [log_in(http, tokens["email"], "wrong horse").status_code for _ in range(5)]
    locked = log_in(http, tokens["email"])

    assert failures == [401] * 5
    assert locked.status_code == 429
    assert 890 <= int(locked.headers["retry-after"]) <= 900


def test_make_first_admin_lets_them_create_users(
    http: httpx.Client, tokens: dict[str, str], server_database: str
) -> None:
    new = {"email": "made-by-admin@example.com", "full_name": "Grace Hopper", "password": PASSWORD}

    before = http.post("/users", headers=bearer(tokens), json=new)
    made = make_admin(server_database, tokens["email"].upper())
    after = http.post("/users", headers=bearer(tokens), json=new)

    assert (made.returncode, made.stdout) == (0, f"{tokens['email'].upper()} is an admin now.\n")
    assert (before.status_code, after.status_code) == (403, 201)


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("nobody@example.com", "There is no account with this e-mail address; register it first."),
        ("nobody", "This is not an e-mail address."),
    ],
)
def test_make_first_admin_without_account_says_why(server_database: str, email: str, message: str) -> None:
    made = make_admin(server_database, email)

    assert made.returncode == 2
    assert made.stderr.splitlines()[-1] == f"python -m app.accounts.make_admin: error: {message}"


def test_make_first_admin_without_tables_asks_for_migrations(committed_database: str) -> None:
    command.downgrade(configure(database_url=committed_database), "base")

    made = make_admin(committed_database, "ada@example.com")

    assert made.returncode == 2
    assert "error: The database refused; are its migrations run? It says: " in made.stderr
    assert "Traceback" not in made.stderr


def test_use_service_log_holds_no_secret(http: httpx.Client, tokens: dict[str, str], server: Server) -> None:
    http.post("/auth/login", data={"username": tokens["email"], "password": PASSWORD + "x" * 128})
    http.get("/users/me", headers=bearer(tokens))

    log = server.log.read_text()
    assert '"GET /users/me HTTP/1.1" 200' in log
    assert [secret for secret in (PASSWORD, tokens["access_token"], tokens["refresh_token"]) if secret in log] == []
