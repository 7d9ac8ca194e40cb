"""Fixtures for the tests of the hooks."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from hooks.tree import Tree
from tests.hooks.builders import write

Plant = Callable[[Mapping[str, str | bytes]], Tree]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Return a function that writes files (path -> content) and returns the tree of them."""

    def plant_files(files: Mapping[str, str | bytes]) -> Tree:
        write(tmp_path, files)
        return Tree(tmp_path)

    return plant_files
