"""Fixtures of the tests of the template."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Rendered
from tests.installing import open_folder
from tests.rendering import Variant

MakeService = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def slim_template(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a template with the files in which answers stand and no others: quick to render."""
    slim = tmp_path_factory.mktemp("slim")
    kept = ["copier.yml", "detection.jinja", "refusals.jinja"]
    kept += [str(file.relative_to(sources)) for file in sources.glob("template/**/*.jinja")]
    kept += [str(file.relative_to(sources)) for file in sources.glob("template/**/.*.jinja")]
    targets = {slim / name: sources / name for name in kept}
    for target, source in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    questions = (slim / "copier.yml").read_text()
    # Its checks would miss the other files.
    (slim / "copier.yml").write_text(re.sub(r"(?m)^_tasks:\n(?:(?: .*)?\n)*", "", questions))
    return slim


@pytest.fixture
def workshop() -> Iterator[Path]:
    """Return a folder for a service that runs."""
    with open_folder() as folder:
        yield folder


@pytest.fixture
def make_service(rendered: Rendered, workshop: Path) -> MakeService:
    """Return what makes a service with a starter and a database that can be run and changed."""

    def make(starter: str, database: str) -> Path:
        source = rendered(Variant(starter, database, "none"))
        return Path(shutil.copytree(source, workshop / "service"))

    return make
