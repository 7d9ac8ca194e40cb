"""A service goes from one version of the template to the next, and its owner loses nothing."""

import shutil
from pathlib import Path

import copier
import pytest
from copier.errors import TaskError

from tests.rendering import commit, files_of, git, make_repository, render

OLD, NEW = "1.0.0", "1.1.0"
# A file of the template with room above and below for edits of both sides.
SHARED = "alembic.ini"
OWNERS_LINE = "# the owner's line\n"
OUR_LINE = "# the template's new line\n"


@pytest.fixture(scope="session")
def versions(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a template with two versions: the second changes a file, adds one and removes one."""
    repository = tmp_path_factory.mktemp("versions") / "touchstone"
    make_repository(Path(shutil.copytree(sources, repository)), OLD)
    template = repository / "template"
    (template / "docs" / "news.md").write_text("# News\n")
    (template / ".editorconfig").unlink()
    (template / SHARED).write_text(OUR_LINE + (template / SHARED).read_text())
    commit(repository, "Second")
    git(repository, "tag", NEW)
    return repository


def make(versions: Path, destination: Path, version: str) -> Path:
    """Generate a service from one version of the template."""
    copier.run_copy(
        str(versions), destination, defaults=True, quiet=True, unsafe=True, vcs_ref=version
    )
    return destination


@pytest.fixture
def service(versions: Path, tmp_path: Path) -> Path:
    """Return a service made from the old version, committed by its owner."""
    return make_repository(make(versions, tmp_path / "demo", OLD))


def update(service: Path) -> None:
    """Commit what the owner did, and bring the service to the newest version."""
    commit(service, "The owner's work")
    copier.run_update(service, defaults=True, overwrite=True, quiet=True, unsafe=True)


def test_update_untouched_service_equals_a_new_one(
    versions: Path, service: Path, tmp_path: Path
) -> None:
    update(service)

    assert files_of(service) == files_of(make(versions, tmp_path / "new" / "demo", NEW))


def test_update_second_time_changes_nothing(service: Path) -> None:
    update(service)
    before = files_of(service)

    update(service)

    assert files_of(service) == before


def test_update_edited_service_keeps_what_the_owner_did(service: Path) -> None:
    shared, own = service / SHARED, service / "app" / "orders" / "rules.py"
    shared.write_text(shared.read_text() + OWNERS_LINE)
    own.parent.mkdir()
    own.write_text("LIMIT = 3\n")
    (service / "Dockerfile").unlink()

    update(service)

    assert shared.read_text().startswith(OUR_LINE)
    assert shared.read_text().endswith(OWNERS_LINE)
    assert own.read_text() == "LIMIT = 3\n"
    assert not (service / "Dockerfile").exists()
    assert (service / ".touchstone").is_file()


def test_update_same_lines_edited_keeps_both_and_reports_the_place(
    service: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shared = service / SHARED
    shared.write_text(OWNERS_LINE + shared.read_text())

    with pytest.raises(TaskError):
        update(service)

    assert OWNERS_LINE in shared.read_text()
    assert OUR_LINE in shared.read_text()
    assert f"{SHARED}:1 " in capfd.readouterr().err


def test_update_with_another_answer_gives_the_files_of_that_answer(
    versions: Path, service: Path, tmp_path: Path
) -> None:
    copier.run_update(
        service,
        data={"ci": "gitlab"},
        defaults=True,
        overwrite=True,
        quiet=True,
        unsafe=True,
    )

    fresh = render(versions, tmp_path / "new" / "demo", ci="gitlab")
    assert files_of(service) == files_of(fresh)


def test_update_with_wrong_answer_is_refused_and_touches_nothing(service: Path) -> None:
    before = files_of(service)

    with pytest.raises(copier.errors.UserMessageError, match="Choose postgresql or sqlite"):
        copier.run_update(
            service,
            data={"database": "mysql"},
            defaults=True,
            overwrite=True,
            quiet=True,
            unsafe=True,
        )

    assert files_of(service) == before
