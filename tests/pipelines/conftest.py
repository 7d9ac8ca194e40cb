"""Fixtures of the tests that run pipelines."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import Rendered
from tests.installing import UV, open_folder, run
from tests.pipelines.github.server import Server
from tests.pipelines.origin import Origin
from tests.pipelines.postgresql import Postgresql
from tests.rendering import Variant

Locked = Callable[[Variant], Path]
MakeServer = Callable[[Path], Server]


@pytest.fixture
def workshop() -> Iterator[Path]:
    """Return a folder in which pipelines run."""
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """Return what starts the servers that pipelines ask for."""
    with open_folder() as folder:
        yield Postgresql(folder)


@pytest.fixture(scope="session")
def locked(rendered: Rendered, tmp_path_factory: pytest.TempPathFactory) -> Locked:
    """Return what gives the service of a variant with its uv.lock, as its owner commits it."""

    @cache
    def find(variant: Variant) -> Path:
        folder = tmp_path_factory.mktemp("locked") / "demo"
        shutil.copytree(rendered(variant), folder)
        result = run([UV, "lock", "--quiet"], folder)
        assert result.returncode == 0, result.stdout
        return folder

    return find


@pytest.fixture
def github(workshop: Path, postgresql: Postgresql) -> MakeServer:
    """Return what makes a GitHub with a repository of the files in a folder."""

    def make(service: Path) -> Server:
        return Server(Origin(service, workshop), workshop, postgresql)

    return make
