"""Checks that no secret has a usable default."""

import pytest

from hooks.checks.secrets import no_default_secret
from hooks.findings import Finding
from tests.hooks.builders import ANSWERS
from tests.hooks.conftest import Plant

REMEDY = (
    "Leave the value empty or take it from the environment. For a development-only "
    "value, say why on the line above: `# touchstone: allow-secret <reason>`."
)
ALLOW = "# touchstone: allow-secret only reachable from this machine\n"


@pytest.mark.parametrize(
    ("name", "line", "subject"),
    [
        (".env.example", "SECRET_KEY=changeme", "`SECRET_KEY`"),
        (".env.example", 'export API_KEY="abc"', "`API_KEY`"),
        (
            ".env.example",
            "DATABASE_URL=postgresql://me:pw@localhost/x",
            "The password in the address",
        ),
        ("compose.yaml", "  POSTGRES_PASSWORD: service", "`POSTGRES_PASSWORD`"),
        ("compose.yaml", "  - POSTGRES_PASSWORD=service", "`POSTGRES_PASSWORD`"),
        ("compose.yaml", "  SECRET_KEY: ${SECRET_KEY:-changeme}", "`SECRET_KEY`"),
        ("compose.yaml", '  SECRET_KEY: "${SECRET_KEY-changeme}"', "`SECRET_KEY`"),
        ("compose.yaml", "  environment: {A: b, ACCESS_TOKEN: 'x y'}", "`ACCESS_TOKEN`"),
        ("compose.yaml", "  A: x://me:${DB_PASSWORD:-pw}@database", "`DB_PASSWORD`"),
        ("scripts/a.sh", 'URL="${API_TOKEN:-abc}"', "`API_TOKEN`"),
        ("compose.yaml", "  SECRET_KEY: ${OTHER:-changeme}", "`SECRET_KEY`"),
        (".github/workflows/a.yml", "  PASSWORD: 12345", "`PASSWORD`"),
        ("pyproject.toml", 'env = { A = "b", SECRET_KEY = "x" }', "`SECRET_KEY`"),
        (
            "alembic.ini",
            "sqlalchemy.url = driver://user:pass@localhost/db",
            "The password in the address",
        ),
        ("Dockerfile", "ENV A=b SECRET_KEY=build", "`SECRET_KEY`"),
        ("app/settings.py", '    secret_key: str = "changeme"', "`secret_key`"),
        ("app/settings.py", '    secret_key: SecretStr = SecretStr("changeme")', "`secret_key`"),
        (
            "app/settings.py",
            "    jwt_secret: str = Field(default='x', min_length=1)",
            "`jwt_secret`",
        ),
        ("app/config/mail.py", "PASSWORD = 'x'", "`PASSWORD`"),
        ("app/settings.py", '    url: str = "postgresql://a:b@c/d"', "The password in the address"),
    ],
)
def test_no_default_secret_usable_value_reports_its_line(
    plant: Plant, name: str, line: str, subject: str
) -> None:
    findings = list(no_default_secret.findings(plant({name: f"A=b\r\n{line}\r\n"})))

    message = (
        f"{subject} has a value that works, the same in every service made from this template."
    )
    assert findings == [Finding(name, 2, message, REMEDY, "no-default-secret")]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (".env.example", "SECRET_KEY="),
        (".env.example", 'SECRET_KEY=""'),
        (".env.example", "# SECRET_KEY=changeme"),
        (".env.example", "SECRET_KEY=<64 random characters>"),
        (".env.example", "DATABASE_URL=postgresql://localhost/service"),
        (".env.example", "ACCESS_TOKEN_MINUTES=15"),
        ("compose.yaml", "  SECRET_KEY: ${SECRET_KEY:?set it}"),
        ("compose.yaml", '  SECRET_KEY: "${SECRET_KEY}"'),
        ("compose.yaml", "  URL: postgresql://me:${PASSWORD:?set it}@database/x"),
        ("compose.yaml", "  URL: postgresql://me:${DB_PASSWORD}@database/x"),
        (".env.example", "DATABASE_URL=postgresql://me:<password>@localhost/x"),
        ("compose.yaml", "  secrets:"),
        ("compose.yaml", "  POSTGRES_PASSWORD_FILE: /run/secrets/password"),
        (".github/workflows/a.yml", "  id-token: write"),
        (".github/workflows/a.yml", "  token: ${{ secrets.CODECOV_TOKEN }}"),
        (".github/workflows/a.yml", "  password: ${{ secrets.X || '' }}"),
        (".gitlab-ci.yml", "  TOKEN: $CI_JOB_TOKEN"),
        ("pyproject.toml", "password = false"),
        ("pyproject.toml", 'select = ["S105", "S106"]  # hard-coded password'),
        ("app/settings.py", "    secret_key: SecretStr"),
        ("app/settings.py", '    secret_key: str = ""'),
        ("app/settings.py", '    token_type: str = "bearer"'),
        ("app/settings.py", '    secret_key: SecretStr = Field(description="Signs tokens")'),
        ("app/accounts/routes.py", 'password = "x"'),
        ("tests/unit/test_a.py", 'password = "x"'),
        ("README.md", "SECRET_KEY=changeme"),
    ],
)
def test_no_default_secret_no_usable_value_finds_nothing(
    plant: Plant, name: str, line: str
) -> None:
    assert list(no_default_secret.findings(plant({name: f"{line}\n"}))) == []


@pytest.mark.parametrize(
    "content",
    [f"{ALLOW}POSTGRES_PASSWORD: service\n", f"POSTGRES_PASSWORD: service  {ALLOW}"],
    ids=["above", "beside"],
)
def test_no_default_secret_allowed_with_a_reason_finds_nothing(plant: Plant, content: str) -> None:
    assert list(no_default_secret.findings(plant({"compose.yaml": content}))) == []


@pytest.mark.parametrize(
    "content",
    ["# touchstone: allow-secret\nPASSWORD: a\n", f"{ALLOW}# more\nPASSWORD: a\n"],
    ids=["no-reason", "too-far-away"],
)
def test_no_default_secret_allowed_wrongly_is_reported(plant: Plant, content: str) -> None:
    findings = list(no_default_secret.findings(plant({"compose.yaml": content})))

    assert [found.file for found in findings] == ["compose.yaml"]


def test_no_default_secret_typed_by_the_user_finds_nothing(plant: Plant) -> None:
    answers = f"{ANSWERS}note: 'password: hunter2'\n"

    tree = plant({".copier-answers.yml": answers, "compose.yaml": "# x\npassword: hunter2\n"})

    assert list(no_default_secret.findings(tree)) == []
