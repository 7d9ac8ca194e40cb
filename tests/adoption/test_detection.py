"""What is read from the files of a project, and what is guessed from their names."""

import dataclasses
from pathlib import Path

import pytest
import yaml
from harness import detection
from harness.project import Settings

from tests.adoption.conftest import Adopt, write

AUTO = Settings(
    framework="auto",
    packages=("src/shop",),
    tests=("tests",),
    pytest="auto",
    coverage="auto",
    package_manager="pip",
    install=(),
    python="",
    pytest_arguments=(),
    subfolder="",
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pytest.ini": "", "pyproject.toml": "[tool.pytest]\n"}, "pytest.ini"),
        ({".pytest.ini": "", "tox.ini": "[pytest]\n"}, ".pytest.ini"),
        ({"pytest.toml": "", "pytest.ini": "[pytest]\n"}, "pytest.toml"),
        ({"pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-q'\n"}, "pyproject.toml"),
        ({"pyproject.toml": "[project]\n", "tox.ini": "[pytest]\nx = 1\n"}, "tox.ini"),
        ({"tox.ini": "[tox]\n", "setup.cfg": "[tool:pytest]\nx = 1\n"}, "setup.cfg"),
        ({"setup.cfg": "[metadata]\nname = 100%\n"}, "none"),
        ({"pyproject.toml": "not toml", "tox.ini": "not ini"}, "none"),
        ({}, "none"),
    ],
)
def test_pytest_file_is_the_one_that_pytest_takes(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    write(tmp_path, files)

    assert detection.pytest_file(tmp_path, AUTO).value == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({".coveragerc": "", "setup.cfg": "[coverage:run]\nbranch = 1\n"}, ".coveragerc"),
        ({"setup.cfg": "[coverage:run]\n", "tox.ini": "[coverage:run]\n"}, "setup.cfg"),
        ({"setup.cfg": "[metadata]\n", "tox.ini": "[coverage:report]\n"}, "tox.ini"),
        ({"pyproject.toml": "[tool.coverage.run]\nbranch = true\n"}, "pyproject.toml"),
        ({"pyproject.toml": "[tool.black]\n"}, "none"),
    ],
)
def test_coverage_file_is_the_one_that_coverage_takes(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    write(tmp_path, files)

    assert detection.coverage_file(tmp_path, AUTO).value == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": '[project]\ndependencies = ["FastAPI[standard]>=0.1"]\n'}, "fastapi"),
        ({"requirements.txt": "# web\nDjango==5.0\nflask\n"}, "django"),
        ({"requirements/base.txt": "flask~=3.0\n"}, "flask"),
        ({"setup.cfg": "[options]\ninstall_requires =\n    flask\n"}, "flask"),
        ({"setup.py": "setup(install_requires=['django>=4'])\n"}, "django"),
        ({"pyproject.toml": '[tool.poetry.dependencies]\nfastapi = "^0.1"\n'}, "fastapi"),
        ({"pyproject.toml": '[project]\nname = "flask"\ndependencies = ["flask"]\n'}, "library"),
        ({"pyproject.toml": '[project]\ndependencies = ["djangorestframework"]\n'}, "library"),
        ({}, "library"),
    ],
)
def test_framework_is_the_one_that_the_project_needs(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    write(tmp_path, files)

    assert detection.framework(tmp_path, AUTO).value == expected


def test_framework_answered_is_taken(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt": "flask\n"})

    found = detection.framework(tmp_path, dataclasses.replace(AUTO, framework="django"))

    assert (found.value, found.source) == ("django", "settings.toml")


@pytest.mark.parametrize(
    ("manager", "files", "expected"),
    [
        (
            "uv",
            {"uv.lock": "", "pyproject.toml": "[dependency-groups]\ndev = []\ntests = []\n"},
            ["uv sync --locked --group tests"],
        ),
        ("uv", {"pyproject.toml": "[project.optional-dependencies]\ntest = []\n"},
         ["uv sync --extra test"]),
        (
            "poetry",
            {"pyproject.toml": "[tool.poetry.group.test.dependencies]\npytest = '*'\n"},
            ["poetry install --with test"],
        ),
        ("pdm", {"pdm.lock": "", "pyproject.toml": "[project]\n"}, ["pdm sync"]),
        (
            "pip",
            {"requirements.txt": "", "requirements-dev.txt": "", "requirements-docs.txt": ""},
            ["{python} -m pip install -r requirements-dev.txt -r requirements.txt"],
        ),
        (
            "pip",
            {"setup.py": "", "setup.cfg": "[options.extras_require]\ntests = pytest\n"},
            ["{python} -m pip install -e .[tests]"],
        ),
    ],
)  # fmt: skip
def test_install_uses_what_the_project_declares(
    tmp_path: Path, manager: str, files: dict[str, str], expected: list[str]
) -> None:
    write(tmp_path, files)
    settings = dataclasses.replace(AUTO, package_manager=manager)

    found = [
        text
        for text in detection.install(tmp_path, settings)
        if not text.endswith("install pytest")
    ]

    assert found == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"src/shop/__init__.py": "", "src/store/__init__.py": "", "tests/test_a.py": ""},
            {"packages": "src/shop src/store", "test_folders": "tests", "package_manager": "pip"},
        ),
        (
            {"shop/__init__.py": "", "docs/__init__.py": "", "test/test_a.py": "", "uv.lock": ""},
            {"packages": "shop", "test_folders": "test", "package_manager": "uv"},
        ),
        (
            {
                "manage.py": "",
                "site/settings.py": "",
                "shop/__init__.py": "",
                "shop/tests/test_a.py": "",
            },
            {"packages": "shop", "test_folders": "shop/tests", "framework": "django"},
        ),
        (
            {"app.py": "", "setup.py": "", "test_app.py": "", "poetry.lock": ""},
            {"packages": ".", "test_folders": ".", "package_manager": "poetry"},
        ),
        (
            {"app/main.py": "", "pytest.ini": "", ".coveragerc": "", "pdm.lock": ""},
            {
                "packages": "app",
                "pytest_file": "pytest.ini",
                "coverage_file": ".coveragerc",
                "package_manager": "pdm",
            },
        ),
        (
            {"src/main.py": "", "requirements.txt": "", ".gitlab-ci.yml": ""},
            {"packages": "src", "ci": "gitlab"},
        ),
    ],
)
def test_adopt_answers_are_read_from_the_names_of_files(
    adopt: Adopt, tmp_path: Path, files: dict[str, str], expected: dict[str, str]
) -> None:
    # Signs that mean something in a pattern must not in a name.
    project = write(tmp_path / "de[mo]*", files)

    adopt(project)

    answers = yaml.safe_load((project / ".copier-answers.yml").read_text())
    assert {question: answers[question] for question in expected} == expected
