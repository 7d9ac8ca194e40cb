"""Reads from a project's files what it is built on, and where its tools are configured."""

import configparser
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.project import AUTO, Settings

# In the order in which pytest looks; the first four count even when they are empty.
PYTEST_FILES = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
ALWAYS_PYTESTS = PYTEST_FILES[:4]
# In the order in which coverage looks; the first counts even when it is empty.
COVERAGE_FILES = (".coveragerc", ".coveragerc.toml", "setup.cfg", "tox.ini", "pyproject.toml")
ALWAYS_COVERAGES = COVERAGE_FILES[:2]
# The first that a project needs is what it is built on: a Django project may well use Flask for a mock.
FRAMEWORKS = ("django", "fastapi", "flask")
# How projects call the extra, the group or the file with what their tests need.
TEST_GROUPS = ("test", "tests", "testing", "dev", "develop", "development")
_REQUIREMENT = re.compile(r"^\s*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)")


@dataclass(frozen=True)
class Fact:
    """Something that was found.

    Attributes:
        what: What it answers.
        value: The answer.
        source: The file that says so, or why it is taken to be so.
    """

    what: str
    value: str
    source: str


def detect(root: Path, settings: Settings) -> list[Fact]:
    """Return everything that the commands go by.

    Args:
        root: The project's folder.
        settings: What was answered.
    """
    return [
        Fact("packages", " ".join(settings.packages), "settings.toml"),
        Fact("tests", " ".join(settings.tests), "settings.toml"),
        framework(root, settings),
        pytest_file(root, settings),
        coverage_file(root, settings),
        Fact("package manager", settings.package_manager, "settings.toml"),
        *(Fact("installed with", command, _source_of_install(settings)) for command in install(root, settings)),
    ]


def framework(root: Path, settings: Settings) -> Fact:
    """Return what the project is built on."""
    if settings.framework != AUTO:
        return Fact("framework", settings.framework, "settings.toml")
    needed = dict(_dependencies(root))
    for name in FRAMEWORKS:
        if name in needed:
            return Fact("framework", name, needed[name])
    return Fact("framework", "library", "no framework among the dependencies")


def pytest_file(root: Path, settings: Settings) -> Fact:
    """Return the file with pytest's settings, or `none`."""
    return _configured("pytest", settings.pytest, root, PYTEST_FILES, ALWAYS_PYTESTS, ("pytest", "tool:pytest"))


def coverage_file(root: Path, settings: Settings) -> Fact:
    """Return the file with the settings of coverage, or `none`."""
    return _configured("coverage", settings.coverage, root, COVERAGE_FILES, ALWAYS_COVERAGES, ("coverage:",))


def names_tests(root: Path, file: str) -> bool:
    """Tell whether pytest's settings name the folders with tests themselves.

    Args:
        root: The project's folder.
        file: The file with pytest's settings, or `none`.
    """
    path = root / file
    if file == "none" or not path.is_file():
        return False
    if path.suffix == ".toml":
        table = read_toml(path)
        pytest = table.get("pytest", {}) if file != "pyproject.toml" else table.get("tool", {}).get("pytest", {})
        return "testpaths" in pytest.get("ini_options", {}) or "testpaths" in pytest
    sections = read_ini(path)
    return any("testpaths" in sections[name] for name in ("pytest", "tool:pytest") if name in sections)


def install(root: Path, settings: Settings) -> tuple[str, ...]:
    """Return the commands that install the project with what its tests need.

    `{python}` in a command stands for the Python of the environment to install into.
    """
    if settings.install:
        return settings.install
    match settings.package_manager:
        case "uv":
            locked = " --locked" if (root / "uv.lock").exists() else ""
            return (" ".join([f"uv sync{locked}", *_choices(root, "--group", "--extra")]),)
        case "poetry":
            return (" ".join(["poetry install", *_choices(root, "--with", "--extras")]),)
        case "pdm":
            groups = _choices(root, "--group", "--group")
            return (" ".join(["pdm sync" if (root / "pdm.lock").exists() else "pdm install", *groups]),)
        case _:
            return tuple(_pip(root))


def _pip(root: Path) -> Iterator[str]:
    """Yield what pip has to install."""
    words = []
    for file in sorted(
        [*root.glob("requirements*.txt"), *root.glob("requirements/*.txt"), *root.glob("*-requirements.txt")]
    ):
        name = file.relative_to(root).as_posix()
        if re.search(r"doc|lint|prod|deploy|typing|build", name) is None:
            words += ["-r", name]
    if "build-system" in read_toml(root / "pyproject.toml") or (root / "setup.py").exists():
        extras = [name for name in _extras(root) if name in TEST_GROUPS]
        words += ["-e", f".[{','.join(extras)}]" if extras else "."]
    groups = [name for name in read_toml(root / "pyproject.toml").get("dependency-groups", {}) if name in TEST_GROUPS]
    words += [word for name in groups for word in ("--group", name)]
    if words:
        yield " ".join(["{python} -m pip install", *words])
    # A project may leave its test runner to the pipeline.
    yield "{python} -m pip install pytest"


def _choices(root: Path, group_option: str, extra_option: str) -> list[str]:
    """Return the options that choose the groups and extras with what tests need."""
    table = read_toml(root / "pyproject.toml")
    poetry = table.get("tool", {}).get("poetry", {})
    groups = {
        *table.get("dependency-groups", {}),
        *poetry.get("group", {}),
        *table.get("tool", {}).get("pdm", {}).get("dev-dependencies", {}),
    }
    # uv and PDM install this one by themselves, and Poetry what is not marked as optional.
    chosen = [name for name in TEST_GROUPS if name in groups and name != "dev"]
    return [
        *(f"{group_option} {name}" for name in chosen),
        *(f"{extra_option} {name}" for name in _extras(root) if name in TEST_GROUPS),
    ]


def _extras(root: Path) -> list[str]:
    """Return the names of the project's extras."""
    table = read_toml(root / "pyproject.toml")
    extras = [*table.get("project", {}).get("optional-dependencies", {})]
    extras += table.get("tool", {}).get("poetry", {}).get("extras", {})
    setup = read_ini(root / "setup.cfg")
    return extras + (list(setup["options.extras_require"]) if "options.extras_require" in setup else [])


def _source_of_install(settings: Settings) -> str:
    return "settings.toml" if settings.install else "proposed; settings.toml may name others"


def _configured(
    what: str, answer: str, root: Path, candidates: tuple[str, ...], always: tuple[str, ...], sections: tuple[str, ...]
) -> Fact:
    """Return the file with the settings of a tool."""
    if answer != AUTO:
        return Fact(what, answer, "settings.toml")
    for name in candidates:
        path = root / name
        if path.is_file() and (name in always or _has_settings(path, what, sections)):
            return Fact(what, name, "the first that it reads")
    return Fact(what, "none", "no file has settings for it")


def _has_settings(path: Path, tool: str, sections: tuple[str, ...]) -> bool:
    if path.suffix == ".toml":
        return bool(read_toml(path).get("tool", {}).get(tool))
    return any(name.startswith(sections) for name in read_ini(path).sections())


def _dependencies(root: Path) -> Iterator[tuple[str, str]]:
    """Yield each package that the project needs to run, with the file that says so."""
    pyproject = read_toml(root / "pyproject.toml")
    project = pyproject.get("project", {})
    found: list[tuple[str, str]] = [(text, "pyproject.toml") for text in project.get("dependencies", [])]
    found += [(text, "pyproject.toml") for text in pyproject.get("tool", {}).get("poetry", {}).get("dependencies", {})]
    setup = read_ini(root / "setup.cfg")
    if "options" in setup:
        found += [(text, "setup.cfg") for text in setup["options"].get("install_requires", "").splitlines()]
    for pattern in ("requirements*.txt", "requirements/*.txt", "requirements*.in"):
        for path in sorted(root.glob(pattern)):
            found += [(text, path.relative_to(root).as_posix()) for text in read_text(path).splitlines()]
    own = str(project.get("name", setup.get("metadata", "name", fallback=""))).lower()
    for text, source in found:
        required = _REQUIREMENT.match(text)
        if required and required[1].lower() != own:
            yield required[1].lower(), source
    # A setup.py is a program; only the names of frameworks are looked for in it.
    program = read_text(root / "setup.py")
    for name in FRAMEWORKS:
        if re.search(rf"install_requires.*?[\"']{name}\b", program, re.IGNORECASE | re.DOTALL):
            yield name, "setup.py"


def read_text(path: Path) -> str:
    """Return the text of a file; nothing when there is none."""
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file; nothing when there is none, or when it is broken: its own tools will say so."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError:
        return {}


def read_ini(path: Path) -> configparser.ConfigParser:
    """Return a file of sections; none when there is no such file, or when it is broken."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(read_text(path))
    except configparser.Error:
        return configparser.ConfigParser()
    return parser
