"""Fixtures of the tests of adopted projects."""

from collections.abc import Callable
from pathlib import Path

import copier
import pytest

from tests.rendering import commit, make_repository

Adopt = Callable[..., Path]

LIBRARY = {
    "pyproject.toml": """\
[project]
name = "shop"
version = "1.0"

[project.optional-dependencies]
test = ["pytest"]

[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
""",
    "src/shop/__init__.py": "",
    "src/shop/prices.py": """\
def price(amount, member):
    if amount < 0:
        raise ValueError("negative")
    if member:
        return amount * 0.9
    return amount


def rebate(amount):
    return amount * 0.1
""",
    "tests/test_prices.py": """\
from shop.prices import price


def test_price():
    assert price(10, False) == 10


def test_price_member():
    assert price(10, True) == 9
""",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder.

    Returns:
        The folder.
    """
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a small library under git, with a few tests."""
    return make_repository(write(tmp_path / "library", LIBRARY))


@pytest.fixture
def adopt(template: Path) -> Adopt:
    """Return what adds the harness to a project."""

    def run(project: Path, **answers: object) -> Path:
        copier.run_copy(
            str(template),
            project,
            data=answers,
            defaults=True,
            quiet=True,
            unsafe=True,
            vcs_ref="HEAD",
        )
        return project

    return run


@pytest.fixture
def adopted(adopt: Adopt, library: Path) -> Path:
    """Return the library with the harness, committed."""
    commit(adopt(library), "Adopt")
    return library
