"""A miniature template with the real hooks, copied and updated by the real Copier."""

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from hooks import checks, seal
from tests.hooks.builders import REPOSITORY, SERVICE, check, commit, git, run, write

COPIER_YML = """\
_subdirectory: template
_tasks:
  - command:
      - "{{ _copier_python }}"
      - "{{ _copier_conf.src_path }}/hooks/check.py"
      - --operation={{ _copier_operation }}
      - --answers={{ _copier_conf.answers_file }}
      - --kind={{ kind }}
      - --quiet={{ _copier_conf.quiet }}
_migrations:
  - command:
      - "{{ _copier_python }}"
      - "{{ _copier_conf.src_path }}/hooks/check.py"
      - --stage={{ _stage }}
      - --old-version={{ _version_pep440_from }}
      - --new-version={{ _version_pep440_to }}
      - --answers={{ _copier_conf.answers_file }}
    when: true
kind: {type: str, default: new}
project_name: {type: str, default: Café}
starter: {type: str, default: bare}
database: {type: str, default: sqlite}
ci: {type: str, default: none}
coverage_floor: {type: int, default: 80}
"""
NUMBERS = "".join(f"number_{index} = {index}\n" for index in range(1, 21))
ANSWERS_TEMPLATE = "template/{{ _copier_conf.answers_file }}.jinja"


class Project(NamedTuple):
    """A template in versions 1 and up, and a service made from version 1, both under git.

    Attributes:
        template: folder of the template.
        service: folder of the service.
    """

    template: Path
    service: Path

    def release(self, files: dict[str, str]) -> None:
        """Write files (path in template/ -> content) and release them as version 2."""
        write(self.template / "template", files)
        commit(self.template, "2.0.0")

    def edit(self, files: dict[str, str]) -> None:
        """Write files of the owner's (path -> content) and commit them."""
        write(self.service, files)
        commit(self.service)

    def update(self, *options: str, status: int, **environment: str) -> str:
        """Update the service to the newest version, and return all that Copier prints."""
        command = (sys.executable, "-m", "copier", "update", "--trust", "--defaults", *options)
        return run(self.service, *command, status=status, environment=environment)

    def read(self, file: str) -> str:
        """Return the text of a file in the service."""
        return (self.service / file).read_text(encoding="utf-8")


def copy(template: Path, service: Path, *options: str, status: int) -> str:
    """Make a service from a template, and return all that Copier prints."""
    command = (sys.executable, "-m", "copier", "copy", "--trust", "--defaults", *options)
    return run(template.parent, *command, str(template), str(service), status=status)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a template, released as version 1, and a service made from it.

    The template renders the smallest good service. Making both takes a second: tests copy them.
    """
    folder = tmp_path_factory.mktemp("made")
    files = {f"template/{name}": text for name, text in SERVICE.items() if name[:4] != ".cop"}
    write(
        folder / "template",
        {
            **files,
            "copier.yml": COPIER_YML,
            ANSWERS_TEMPLATE: "{{ _copier_answers | to_nice_yaml -}}\n",
            "template/app/main.py": NUMBERS,
            "template/app/dropped.py": "dropped = True\n",
        },
    )
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "hooks", folder / "template" / "hooks", ignore=ignore)
    commit(folder / "template", "1.0.0")
    copy(folder / "template", folder / "service", "--quiet", status=0)
    return folder


@pytest.fixture
def template(made_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the template."""
    return shutil.copytree(made_once / "template", tmp_path / "template")


@pytest.fixture
def project(made_once: Path, template: Path, tmp_path: Path) -> Project:
    """Return the copied template and a service made from it, committed by its owner."""
    service = shutil.copytree(made_once / "service", tmp_path / "service")
    answers = service / ".copier-answers.yml"
    moved = answers.read_text(encoding="utf-8").replace(str(made_once), str(tmp_path))
    answers.write_text(moved, encoding="utf-8")
    commit(service)
    return Project(template, service)


def test_copy_new_service_is_checked_and_sealed(template: Path, tmp_path: Path) -> None:
    output = copy(template, tmp_path / "new", status=0)

    assert f"Touchstone: {len(checks.ALL)} checks passed (" in output
    assert (tmp_path / "new" / ".touchstone").read_text(encoding="utf-8") == seal.TEXT


def test_copy_defect_into_new_folder_leaves_nothing(template: Path, tmp_path: Path) -> None:
    write(template / "template", {"app/main.py": "x = (\n"})
    commit(template, "1.1.0")

    output = copy(template, tmp_path / "new", status=1)

    assert "app/main.py:1  Python cannot compile it: '(' was never closed.\n" in output
    assert "Copier now removes" in output
    assert not (tmp_path / "new").exists()


def test_copy_defect_into_older_folder_keeps_it_unsealed(template: Path, tmp_path: Path) -> None:
    write(template / "template", {"app/main.py": "x = (\n"})
    commit(template, "1.1.0")
    write(tmp_path / "old", {"notes.txt": "mine"})

    output = " ".join(copy(template, tmp_path / "old", status=1).split())

    assert "was there before this copy" in output
    assert (tmp_path / "old" / "notes.txt").read_text() == "mine"
    assert not (tmp_path / "old" / ".touchstone").exists()


def test_copy_again_over_a_broken_file_of_the_owner_passes(project: Project) -> None:
    write(project.service, {"app/broken.py": "x = (\n"})

    output = copy(project.template, project.service, "--overwrite", status=0)

    assert f"Touchstone: {len(checks.ALL)} checks passed (" in output
    assert project.read("app/broken.py") == "x = (\n"


def test_update_without_conflict_keeps_edits_and_says_one_line(project: Project) -> None:
    project.edit({"app/main.py": NUMBERS + "mine = 1\n", "app/broken.py": "x = (\n"})
    project.release({"app/main.py": NUMBERS.replace("number_2 = 2", "number_2 = 22")})

    output = project.update(status=0)

    assert output.count("Touchstone") == 1
    assert "Touchstone: the update is merged without conflicts; 14 checks passed (" in output
    assert project.read("app/main.py") == NUMBERS.replace("= 2\n", "= 22\n", 1) + "mine = 1\n"
    assert project.read("app/broken.py") == "x = (\n"
    assert git(project.service, "status", "--short") == (" M .copier-answers.yml\n M app/main.py\n")


def test_update_with_conflict_names_line_and_both_sides(project: Project) -> None:
    project.edit({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'mine'")})
    project.release({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'new'")})

    output = project.update(status=1)

    assert (
        "Touchstone: the update is merged, and 1 place needs your decision.\n"
        "\n"
        "  app/main.py:5  conflict, down to line 9\n"
        "    yours, before updating:\n"
        "      │ number_5 = 'mine'\n"
        "    the template's, after updating:\n"
        "      │ number_5 = 'new'\n"
        "    → Make one text of both: keep what you wrote, and work the template's change into it. "
        "Then\n    delete the marker lines (<<<<<<<, =======, >>>>>>>).\n"
        "\n"
        "When a file is as you want it, `git add` it;"
    ) in output
    assert "Traceback" not in output
    assert project.read("app/main.py") == NUMBERS.replace(
        "number_5 = 5\n",
        "<<<<<<< before updating\nnumber_5 = 'mine'\n=======\nnumber_5 = 'new'\n"
        ">>>>>>> after updating\n",
    )
    assert project.read(".touchstone") == seal.TEXT
    assert "1.0.0" not in project.read(".copier-answers.yml")


def test_update_with_conflict_never_advises_to_drop_an_edit(project: Project) -> None:
    project.edit({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'mine'")})
    project.release({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'new'")})

    output = " ".join(project.update(status=1).split())

    assert "keep what you wrote, and work the template's change into it" in output
    assert "`git show HEAD:./<file>` prints a file as you had committed it" in output
    assert git(project.service, "show", "HEAD:./app/main.py") == NUMBERS.replace("= 5", "= 'mine'")


def test_update_with_conflict_reported_only_exits_with_zero(project: Project) -> None:
    project.edit({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'mine'")})
    project.release({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'new'")})

    output = project.update(status=0, TOUCHSTONE_CONFLICTS="report")

    assert "  app/main.py:5  conflict, down to line 9\n" in output


def test_update_with_conflict_in_a_latin_1_file_is_named(project: Project) -> None:
    (project.service / "app" / "main.py").write_bytes(
        b"# coding: latin-1\n" + NUMBERS.replace("5 = 5", "5 = 'm\xe9'").encode("latin-1")
    )
    commit(project.service)
    project.release({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'new'")})

    assert "  app/main.py:6  conflict, down to line 10\n" in project.update(status=1)


def test_update_with_conflict_shows_the_beginning_of_long_sides(project: Project) -> None:
    mine = "".join(f"mine_{index} = {index}\n" for index in range(12))
    project.edit({"app/main.py": NUMBERS.replace("number_5 = 5\n", mine)})
    project.release({"app/main.py": NUMBERS.replace("number_5 = 5\n", "")})

    output = project.update(status=1)

    assert "      │ mine_7 = 7\n      … and 4 more lines\n" in output
    assert "    the template's, after updating:\n      (nothing)\n" in output


def test_update_ignored_file_with_markers_is_left_alone(project: Project) -> None:
    project.edit({".gitignore": "*.rej\n*.log\n"})
    write(project.service, {"git.log": "<<<<<<< a\n1\n=======\n2\n>>>>>>> b\n"})
    project.release({"app/main.py": NUMBERS + "new = 1\n"})

    assert "git.log" not in project.update(status=0)


def test_update_with_rejected_change_names_file_and_line(project: Project) -> None:
    project.edit({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'mine'")})
    project.release({"app/main.py": NUMBERS.replace("number_5 = 5", "number_5 = 'new'")})

    output = project.update("--conflict", "rej", status=1)

    assert (
        "  app/main.py:5  your change did not fit the template's new text; it waits in "
        "app/main.py.rej\n"
        "    yours:\n"
        "      │ number_5 = 'mine'\n"
        "    in place of:\n"
        "      │ number_5 = 5\n"
    ) in output
    assert "+number_5 = 'mine'\n" in project.read("app/main.py.rej")


def test_update_edit_that_breaks_a_check_is_a_warning(project: Project) -> None:
    project.edit({".coveragerc": "[run]\nsource = app\n[report]\nfail_under = 90\n"})
    project.release({"app/main.py": NUMBERS + "new = 1\n"})

    output = project.update(status=0)

    assert "Touchstone: in the merged files (nothing of this stops you):\n" in output
    assert "  one-coverage-floor (warning)  .coveragerc:4  `fail_under` is a second" in output
    assert "the update is merged without conflicts; 1 of 14 checks warns (" in output
    assert project.read(".coveragerc").endswith("fail_under = 90\n")


def test_update_edited_file_the_template_dropped_stays_and_is_named(project: Project) -> None:
    project.edit({"app/dropped.py": "dropped = True\nmine = 1\n"})
    (project.template / "template" / "app" / "dropped.py").unlink()
    project.release({})

    output = project.update(status=1)

    assert (
        "  app/dropped.py:2  gone from the template; it stays, because you changed it\n"
        "    what you added:\n"
        "      │ mine = 1\n"
    ) in output
    assert project.read("app/dropped.py") == "dropped = True\nmine = 1\n"
    assert git(project.service, "status", "--short", "app") == "UD app/dropped.py\n"


def test_update_untouched_file_the_template_dropped_goes_and_is_named(project: Project) -> None:
    (project.template / "template" / "app" / "dropped.py").unlink()
    project.release({})

    output = project.update(status=0)

    assert (
        "Touchstone: the template no longer has these files, so they are gone:\n  app/dropped.py\n"
    ) in output
    assert "`git restore <file>` brings one back" in " ".join(output.split())
    assert not (project.service / "app/dropped.py").exists()


def test_update_file_the_owner_removed_stays_removed_in_silence(project: Project) -> None:
    (project.service / "README.md").unlink()
    commit(project.service)
    project.release({"app/main.py": NUMBERS + "new = 1\n"})

    output = project.update(status=0)

    assert "README.md" not in output
    assert not (project.service / "README.md").exists()


def test_update_to_a_defective_version_stops_and_can_be_undone(project: Project) -> None:
    project.edit({"app/main.py": NUMBERS + "mine = 1\n"})
    project.release({"app/other.py": "x = (\n", "app/main.py": "new = 1\n" + NUMBERS})

    output = " ".join(project.update(status=1).split())

    assert "app/other.py:1 Python cannot compile it: '(' was never closed." in output
    assert "`git restore --staged --worktree .` brings your files back" in output
    assert not (project.service / ".touchstone").exists()
    git(project.service, "restore", "--staged", "--worktree", ".")
    assert git(project.service, "status", "--short") == "?? app/other.py\n"
    assert project.read("app/main.py") == NUMBERS + "mine = 1\n"


def test_update_of_a_service_in_a_subfolder_names_paths_from_it(
    template: Path, tmp_path: Path
) -> None:
    project = Project(template, tmp_path / "repository" / "services" / "größe")
    copy(template, project.service, "--quiet", status=0)
    commit(tmp_path / "repository")
    write(project.service, {"app/main.py": NUMBERS.replace("= 5", "= 'mine'")})
    commit(tmp_path / "repository")
    project.release({"app/main.py": NUMBERS.replace("= 5", "= 'new'")})

    output = project.update(status=1)

    assert "  app/main.py:5  conflict, down to line 9\n" in output
    assert project.read(".touchstone") == seal.TEXT


def test_merged_check_without_git_still_names_conflicts(project: Project) -> None:
    project.edit(
        {"app/main.py": "<<<<<<< before updating\n1\n=======\n2\n>>>>>>> after updating\n"}
    )
    shutil.rmtree(project.service / ".git")
    folder = str(project.template / "template")

    output = check(project.service, "--stage=after", "--template", folder, status=1)

    assert "  app/main.py:1  conflict, down to line 5\n" in output
