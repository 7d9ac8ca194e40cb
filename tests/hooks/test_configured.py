"""Checks of paths that configuration names."""

import pytest

from hooks.checks.configured import paths_exist
from hooks.findings import Finding
from tests.hooks.builders import SERVICE
from tests.hooks.conftest import Plant

REMEDY = "Correct the path, or add what it names."


@pytest.mark.parametrize(
    ("name", "content", "line", "named"),
    [
        (
            "pyproject.toml",
            '[project]\nreadme = "gone.md"\n',
            2,
            "`project.readme` names 'gone.md'",
        ),
        (
            "pyproject.toml",
            '[project]\nlicense-files = ["LICEN?E"]\n',
            2,
            "`project.license-files` names 'LICEN?E'",
        ),
        (
            "pyproject.toml",
            '[tool.pytest]\ntestpaths = ["tests", "gone"]\n',
            2,
            "`tool.pytest.testpaths` names 'gone'",
        ),
        (
            "pyproject.toml",
            '[tool.pytest.ini_options]\ntestpaths = "tests gone"\n',
            2,
            "`tool.pytest.ini_options.testpaths` names 'gone'",
        ),
        (
            "pyproject.toml",
            '[tool.mypy]\r\nfiles = "app, gone"\r\n',
            2,
            "`tool.mypy.files` names 'gone'",
        ),
        (
            "alembic.ini",
            "[alembic]\nscript_location = %(here)s/gone\n",
            2,
            "`script_location` names 'gone'",
        ),
        (
            "alembic.ini",
            "[alembic]\nscript_location = app:gone\n",
            2,
            "`script_location` names 'app/gone'",
        ),
        (
            ".coveragerc",
            "[run]\nbranch = true\nsource =\n    app\n    gone\nomit = x\n",
            5,
            "`source` names 'gone'",
        ),
        (".coveragerc", "[run]\nsource = app, gone\n", 2, "`source` names 'gone'"),
        ("Dockerfile", "FROM x\nCOPY --chown=1:1 app gone.toml ./\n", 2, "COPY names 'gone.toml'"),
        ("Dockerfile", 'FROM x\nADD ["app", "gone", "/x/"]\n', 2, "ADD names 'gone'"),
        (
            "Dockerfile",
            "FROM x\n# why\nCOPY app \\\n  # more\n  gone \\\n  ./\n",
            3,
            "COPY names 'gone'",
        ),
        (
            "compose.yaml",
            "services:\n  a:\n    env_file: gone.env\n",
            3,
            "`env_file` names 'gone.env'",
        ),
        ("Dockerfile", "FROM x\nCOPY app \\\n\n  gone ./\n", 2, "COPY names 'gone'"),
        (
            "compose.yaml",
            "services:\n  a:\n    build:\n      context: .\n      dockerfile: Gone\n",
            5,
            "`dockerfile` names './Gone'",
        ),
        (
            "compose.yaml",
            "services:\n  a:\n    volumes:\n      - ./gone.sql:/x\n",
            4,
            "`volumes` names './gone.sql'",
        ),
        (
            ".github/workflows/a.yml",
            "steps:\n  - uses: ./.github/gone\n",
            2,
            "`uses` names './.github/gone'",
        ),
        (
            ".gitlab-ci.yml",
            "include:\n  - local: /ci/gone.yml\n",
            2,
            "`local` names '/ci/gone.yml'",
        ),
    ],
)
def test_paths_exist_missing_path_reports_its_line(
    plant: Plant, name: str, content: str, line: int, named: str
) -> None:
    findings = list(paths_exist.findings(plant({**SERVICE, name: content})))

    message = f"{named}, and there is no such file or folder."
    assert findings == [Finding(name, line, message, REMEDY, "paths-exist")]


def test_paths_exist_complete_service_finds_nothing(plant: Plant) -> None:
    assert list(paths_exist.findings(plant(SERVICE))) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pyproject.toml", '[project]\nreadme = {text = "gone.md"}\nlicense-files = ["*.md"]\n'),
        ("pyproject.toml", '[tool.alembic]\nscript_location = "%(here)s/migrations"\n'),
        ("alembic.ini", "[alembic]\r\nscript_location = migrations\r\nprepend_sys_path = .\r\n"),
        ("alembic.ini", "[alembic]\nscript_location = app:database\n"),
        (".coveragerc", "[run]\nsource =\n    # why\n    app\n[report]\nomit =\n    gone/*\n"),
        ("Dockerfile", "FROM x\nCOPY --from=x /gone /y\nCOPY app quality/ uv.lock ./\nCOPY . .\n"),
        ("Dockerfile", "FROM x\nADD https://example.com/gone /y\nCOPY $GONE ./\nCOPY *.md ./\n"),
        ("Dockerfile", "FROM x\nCOPY <<EOF /gone\nEOF\n"),
        (
            "compose.yaml",
            "services:\n  a:\n    env_file: .env\n    volumes: [data:/x, ./gone:/y]\n",
        ),
        ("alembic.ini", "[alembic]\nscript_location = %(elsewhere)s/gone\n"),
        ("Dockerfile", "FROM x\nRUN cp gone x\nCOPY mig* migration? ./\n"),
        ("compose.yaml", "services:\n  a:\n    command: [./gone.sh, x]\n"),
        ("compose.yaml", "services:\n  a:\n    volumes: [my.data:/x]\nvolumes:\n  my.data:\n"),
        (".github/workflows/a.yml", "steps:\n  - uses: a/b@c\n  - run: ./gone\n"),
        ("compose.yaml", "services:\n  a:\n    build: https://example.com/x.git\n"),
        ("compose.yaml", "services:\n  a:\n    build:\n      dockerfile_inline: FROM x\n"),
        ("compose.yaml", "services:\n  a:\n    env_file: ../gone.env\n"),
        (".github/workflows/a.yml", "steps:\n  - uses: ./app\n    working-directory: ${{ x }}\n"),
    ],
)
def test_paths_exist_present_path_finds_nothing(plant: Plant, name: str, content: str) -> None:
    assert list(paths_exist.findings(plant({**SERVICE, name: content}))) == []


def test_paths_exist_missing_build_folder_reports_it_and_its_dockerfile(plant: Plant) -> None:
    tree = plant({**SERVICE, "compose.yaml": "services:\n  a:\n    build: gone\n"})

    findings = list(paths_exist.findings(tree))

    assert [(found.where, found.message.split(",")[0]) for found in findings] == [
        ("compose.yaml:3", "`build` names 'gone'"),
        ("compose.yaml:3", "`dockerfile` names 'gone/Dockerfile'"),
    ]
