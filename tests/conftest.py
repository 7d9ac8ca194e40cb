"""Fixtures of every test that renders the template."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.rendering import VARIANTS, Variant, copy_sources, make_repository, render

# A busy machine is no defect, and what failed must be repeatable from the log of a pipeline.
# Shrinking would render for minutes; the printed blob repeats a failure as it was found.
settings.register_profile(
    "repository",
    deadline=None,
    max_examples=50,
    print_blob=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
settings.load_profile("repository")

Rendered = Callable[[Variant], Path]

GIT_CONFIGURATION = """\
[user]
    name = Test
    email = test@example.com
[init]
    defaultBranch = main
"""


@pytest.fixture(scope="session", autouse=True)
def neutral_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let nothing that a developer set for git or Copier reach a test."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "gitconfig").write_text(GIT_CONFIGURATION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        (folder / "copier.yml").write_text("{}")
        patch.setenv("COPIER_SETTINGS_PATH", str(folder / "copier.yml"))
        yield


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of this repository as it stands, without a history."""
    folder = tmp_path_factory.mktemp("sources")
    copy_sources(folder)
    return folder


@pytest.fixture(scope="session")
def template(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository that holds this one as it stands, committed; nobody changes it."""
    folder = tmp_path_factory.mktemp("template") / "touchstone"
    return make_repository(Path(shutil.copytree(sources, folder)))


@pytest.fixture(scope="session")
def rendered(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Return what gives the rendered service of a variant; each is rendered once and only read."""

    @cache
    def find(variant: Variant) -> Path:
        # The folder's name becomes the project's, so it must not be a word that is looked for.
        folder = tmp_path_factory.mktemp("rendered") / "demo"
        return render(template, folder, **variant.answers)

    return find


@pytest.fixture(scope="session", params=VARIANTS, ids=str)
def variant(request: pytest.FixtureRequest) -> Variant:
    """Return each variant in turn."""
    chosen: Variant = request.param
    return chosen


@pytest.fixture(scope="session")
def service(variant: Variant, rendered: Rendered) -> Path:
    """Return the rendered service of each variant in turn."""
    return rendered(variant)
