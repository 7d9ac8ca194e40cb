"""What goes wrong around a copy: one clear message, and nothing of the user's is lost."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from copier.errors import UserMessageError

from tests.conftest import Rendered
from tests.manifests import expected_files
from tests.rendering import VARIANTS, environment, files_of, git, make_repository, render

Finished = subprocess.CompletedProcess[str]
CopierCommand = Callable[..., Finished]

NEW_FOLDER = "For a new service, name a folder that does not exist yet"
# Files that a folder may hold before a service is generated into it; the service keeps them.
KEPT = {"README.md", ".gitignore"}


@pytest.fixture
def copier(template: Path) -> CopierCommand:
    """Return what runs `copier copy TEMPLATE DESTINATION` as a user does, without a terminal."""

    def run(
        destination: Path,
        *options: str,
        trust: bool = True,
        program: tuple[str, ...] = (),
        **settings: str,
    ) -> Finished:
        command = [sys.executable, "-m", "copier", "copy", "--defaults", *options]
        return subprocess.run(
            [*program, *command, *["--trust"][: int(trust)], template, destination],
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run


@pytest.fixture
def destination(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "demo"


def write(folder: Path, *paths: str) -> Path:
    """Write files of the user's own into a folder.

    Returns:
        The folder.
    """
    targets = [folder / path for path in paths]
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"mine: {target.name}\n")
    return folder


def refuses(template: Path, destination: Path) -> bool:
    """Say whether a copy into a folder is refused."""
    try:
        render(template, destination, kind="new")
    except UserMessageError:
        return True
    return False


def test_copy_wrong_answer_is_refused_and_nothing_is_written(
    copier: CopierCommand, destination: Path
) -> None:
    result = copier(destination, "--data=database=mysql")

    assert result.returncode == 1
    assert "nothing was written.\ndatabase: Choose postgresql or sqlite.\n" in result.stderr
    assert "Traceback" not in result.stderr
    assert not destination.exists()


def test_copy_adoption_of_nothing_is_refused_and_nothing_is_written(
    copier: CopierCommand, destination: Path
) -> None:
    result = copier(destination, "--data=kind=existing")

    assert result.returncode == 1
    assert f"{destination} holds no Python project that the harness could be added to." in (
        result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not destination.exists()


def test_copy_without_trust_names_the_option(copier: CopierCommand, destination: Path) -> None:
    result = copier(destination, trust=False)

    assert result.returncode == 4
    assert "--trust" in result.stderr
    assert "Traceback" not in result.stderr
    assert not destination.exists()


def test_copy_without_git_says_so(copier: CopierCommand, destination: Path) -> None:
    result = copier(destination, PATH=os.devnull)

    assert result.returncode == 1
    assert "git was not found." in result.stderr
    assert "Traceback" not in result.stderr
    assert not destination.exists()


def test_copy_unwritable_destination_ends_with_its_name(copier: CopierCommand) -> None:
    # Even the administrator cannot make a folder there. Copier ends before the template can.
    result = copier(Path("/proc/touchstone"))

    assert result.returncode == 1
    assert result.stderr.rstrip().endswith("'/proc/touchstone'")


@pytest.mark.parametrize("below", ["", "deep/demo"])
def test_copy_onto_a_file_is_refused_and_the_file_stays(
    copier: CopierCommand, tmp_path: Path, below: str
) -> None:
    write(tmp_path, "thesis")

    result = copier(tmp_path / "thesis" / below)

    assert result.returncode == 1
    assert f"{tmp_path}/thesis is a file. Name a folder that does not exist yet." in result.stderr
    assert "Traceback" not in result.stderr
    assert files_of(tmp_path) == {"thesis": b"mine: thesis\n"}


@pytest.mark.parametrize(
    "options",
    [
        pytest.param([], id="plain"),
        pytest.param(["--overwrite"], id="overwrite"),
        pytest.param(["--force"], id="force"),
        pytest.param(["--quiet"], id="quiet"),
    ],
)
@pytest.mark.parametrize("name", ["demo", "de[mo]*"])
def test_copy_service_into_foreign_project_is_refused_and_touches_nothing(
    copier: CopierCommand, tmp_path: Path, name: str, options: list[str]
) -> None:
    project = write(tmp_path / name, "pyproject.toml", "README.md", "src/thing/__init__.py")
    before = files_of(project)

    result = copier(project, "--data=kind=new", *options)

    assert result.returncode == 1
    assert f"{project} already holds a project (pyproject.toml)." in result.stderr
    assert NEW_FOLDER in result.stderr
    assert "Traceback" not in result.stderr
    assert files_of(project) == before


@pytest.mark.parametrize(
    "path",
    [
        "setup.py", "setup.cfg", "requirements.txt", "requirements-dev.txt", "manage.py", "tox.ini",
        "Pipfile", "main.py", "thing/__init__.py", "src/thing/__init__.py", "tests/test_thing.py",
    ],
)  # fmt: skip
def test_render_service_into_any_kind_of_project_is_refused(
    slim_template: Path, tmp_path: Path, path: str
) -> None:
    write(tmp_path, path)

    with pytest.raises(UserMessageError, match="already holds a project"):
        render(slim_template, tmp_path, kind="new")

    assert list(files_of(tmp_path)) == [path]


def test_render_into_folder_with_any_one_of_our_files_is_refused(
    slim_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ours = set().union(*(expected_files(variant.answers) for variant in VARIANTS))
    # Patterns know folders, not names: below the top, one file of a folder stands for all.
    one_each = {path.rpartition("/")[0] or path: path for path in sorted(ours)}

    accepted = {
        path
        for path in one_each.values()
        if not refuses(slim_template, write(tmp_path_factory.mktemp("taken"), path))
    }

    assert accepted == KEPT


@pytest.mark.parametrize("name", ["demo", "de[mo]*"])
def test_copy_into_folder_with_readme_keeps_what_is_there(
    copier: CopierCommand, tmp_path: Path, name: str
) -> None:
    destination = tmp_path / name
    mine = files_of(write(destination, *KEPT, "LICENSE", "notes/plan.txt"))
    make_repository(destination)

    result = copier(destination)

    made = files_of(destination)
    assert result.returncode == 0
    assert {path: made[path] for path in mine} == mine
    assert expected_files({}) <= set(made)
    assert git(destination, "diff", "--name-only") == ""


def test_copy_a_second_time_names_update_and_touches_nothing(
    copier: CopierCommand, destination: Path
) -> None:
    copier(destination)
    write(destination, "app/main.py", "app/orders/routes.py")
    before = files_of(destination)

    result = copier(destination)

    assert result.returncode == 1
    assert f"{destination} already holds a service made with Touchstone." in result.stderr
    assert f"`cd {destination} && copier update --trust`" in result.stderr
    assert files_of(destination) == before


def test_copy_over_service_without_seal_says_how_to_go_on(
    copier: CopierCommand, destination: Path
) -> None:
    copier(destination)
    (destination / ".touchstone").unlink()
    before = files_of(destination)

    result = copier(destination)

    assert result.returncode == 1
    assert "a service whose generation was interrupted" in result.stderr
    assert "--overwrite" in result.stderr
    assert files_of(destination) == before


def test_copy_overwriting_service_without_seal_completes_it_and_keeps_the_rest(
    copier: CopierCommand, destination: Path
) -> None:
    copier(destination)
    complete = files_of(destination)
    (destination / ".touchstone").unlink()
    (destination / "alembic.ini").unlink()
    write(destination, "app/orders/routes.py")

    result = copier(destination, "--overwrite")

    assert result.returncode == 0
    assert files_of(destination) == complete | {"app/orders/routes.py": b"mine: routes.py\n"}


def test_copy_interrupted_while_rendering_leaves_no_seal(
    sources: Path, tmp_path: Path, destination: Path
) -> None:
    halting = Path(shutil.copytree(sources, tmp_path / "template"))
    # Reading it waits for a writer, so the copy stands still in the middle.
    pipe = halting / "template" / "app" / "halt.py"
    os.mkfifo(pipe)
    command = [
        sys.executable,
        "-m",
        "copier",
        "copy",
        "--defaults",
        "--trust",
        str(halting),
        str(destination),
    ]
    with (
        subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as process,
        pipe.open("wb"),
    ):
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "Execution stopped by user" in errors
    assert "Traceback" not in errors
    assert not (destination / ".touchstone").exists()


def test_copy_after_an_interrupted_one_is_refused_without_overwriting(
    rendered: Rendered, slim_template: Path, tmp_path: Path
) -> None:
    shutil.copytree(rendered(VARIANTS[0]) / "app", tmp_path / "demo" / "app")
    before = files_of(tmp_path)

    with pytest.raises(UserMessageError, match="remove this one if it is what an interrupted copy"):
        render(slim_template, tmp_path / "demo")

    assert files_of(tmp_path) == before
