"""Adopting a project adds files, changes none, and can be taken back."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.adoption.conftest import LIBRARY, Adopt, write
from tests.rendering import environment, files_of, git, make_repository

WORKFLOW = ".github/workflows/test-quality.yml"


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the harness."""
    return subprocess.run(
        [sys.executable, ".touchstone", *command],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def tops(project: Path, before: dict[str, bytes]) -> set[str]:
    """Return what was added to a project: its folder of ours as one, other files by their path."""
    added = set(files_of(project)) - set(before)
    return {path if not path.startswith(".touchstone/") else ".touchstone" for path in added}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, {".copier-answers.yml", ".touchstone"}, id="no-pipeline"),
        pytest.param(
            {".github/workflows/ci.yml": "mine"},
            {".copier-answers.yml", ".touchstone", WORKFLOW},
            id="github",
        ),
        pytest.param(
            {".gitlab-ci.yml": "mine"}, {".copier-answers.yml", ".touchstone"}, id="gitlab"
        ),
        pytest.param(
            {WORKFLOW: "mine"}, {".copier-answers.yml", ".touchstone"}, id="workflow-in-the-way"
        ),
        pytest.param(
            {".coveragerc": "[run]\n", "tox.ini": "[pytest]\n", "README.md": "mine"},
            {".copier-answers.yml", ".touchstone"},
            id="own-configuration",
        ),
    ],
)
def test_adopt_any_project_adds_files_and_changes_none(
    adopt: Adopt, tmp_path: Path, files: dict[str, str], expected: set[str]
) -> None:
    project = make_repository(write(tmp_path / "shop", LIBRARY | files))
    before = files_of(project)

    adopt(project)

    assert tops(project, before) == expected
    assert files_of(project).items() >= before.items()
    assert git(project, "diff", "HEAD", "--name-only") == ""


def test_adopt_overwriting_changes_no_file_of_the_project(template: Path, library: Path) -> None:
    write(library, {WORKFLOW: "mine", ".gitignore": "mine"})
    before = files_of(library)
    command = [sys.executable, "-m", "copier", "copy", "--trust", "--force", str(template)]

    subprocess.run([*command, str(library)], check=True, capture_output=True, env=environment())

    assert files_of(library).items() >= before.items()


@pytest.mark.parametrize("ci", ["github", "gitlab"])
def test_adopt_then_remove_leaves_nothing(adopt: Adopt, library: Path, ci: str) -> None:
    before = files_of(library)
    adopt(library, ci=ci)

    result = run(library, "remove")

    assert result.returncode == 0, result.stderr
    assert files_of(library) == before
    assert git(library, "status", "--short", "--ignored") == ""


def test_remove_edited_files_keeps_and_names_them(adopted: Path) -> None:
    write(
        adopted, {".touchstone/settings.toml": "mine", ".touchstone/quality/rules/own.yml": "mine"}
    )

    result = run(adopted, "remove")

    left = {path for path in files_of(adopted) if path not in LIBRARY}
    assert result.returncode == 1
    assert left == {".touchstone/settings.toml", ".touchstone/quality/rules/own.yml"}
    assert "  .touchstone/quality/rules/own.yml\n  .touchstone/settings.toml\n" in result.stdout


def test_remove_edited_files_on_request_leaves_nothing(adopted: Path) -> None:
    write(adopted, {".touchstone/settings.toml": "mine"})

    result = run(adopted, "remove", "--edited")

    assert result.returncode == 0
    assert set(files_of(adopted)) == set(LIBRARY)


def test_remove_dry_run_names_everything_and_removes_nothing(adopted: Path) -> None:
    before = files_of(adopted)

    result = run(adopted, "remove", "--dry-run")

    assert set(result.stdout.splitlines()) == set(before) - set(LIBRARY)
    assert files_of(adopted) == before


def test_adopt_with_foreign_answers_file_names_another(template: Path, library: Path) -> None:
    write(library, {".copier-answers.yml": "_src_path: gh:somebody/else\n"})
    before = files_of(library)
    command = [sys.executable, "-m", "copier", "copy", "--trust", "--defaults"]

    def copy(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *options, str(template), str(library)],
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
        )

    refused = copy("--overwrite")
    accepted = copy("--answers-file", ".copier-answers.touchstone.yml")

    assert refused.returncode == 1
    assert "`--answers-file .copier-answers.touchstone.yml`" in refused.stderr
    assert accepted.returncode == 0, accepted.stderr
    assert files_of(library).items() >= before.items()
    assert tops(library, before) == {".copier-answers.touchstone.yml", ".touchstone"}


def test_adopt_folder_of_a_repository_leaves_the_workflow_to_its_owner(
    adopt: Adopt, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    repository = make_repository(write(tmp_path / "many", {".github/workflows/ci.yml": "mine"}))
    write(repository / "services" / "shop", LIBRARY)

    project = adopt(repository / "services" / "shop")

    said = capfd.readouterr().err
    target = ".github/workflows/test-quality-services-shop.yml"
    workflow = yaml.safe_load((project / ".touchstone" / "ci" / "github.yml").read_text())
    assert f"cp services/shop/.touchstone/ci/github.yml {target}\n" in said
    assert workflow["defaults"]["run"]["working-directory"] == "services/shop"
    assert not (project / ".github").exists()


def test_adopt_gitlab_names_the_lines_to_add(
    adopt: Adopt, library: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    adopt(library, ci="gitlab")

    said = capfd.readouterr().err
    assert "    include:\n      - local: .touchstone/ci/gitlab.yml\n" in said


def test_adopt_python_files_are_shielded_from_the_projects_linters(adopted: Path) -> None:
    files = [*(adopted / ".touchstone").rglob("*.py")]

    unshielded = [file for file in files if "\n# fmt: off\n" not in file.read_text()[:120]]

    assert len(files) > 20
    assert unshielded == []
