"""hooks/check.py as Copier runs it after rendering, in a process of its own."""

import sys
from pathlib import Path

import pytest

from hooks import check as script
from hooks import checks, examine, seal
from hooks.findings import Check, Finding
from hooks.tree import Tree
from tests.hooks.builders import ANSWERS, REPOSITORY, SERVICE, check, commit, git, run, write

FAULT = "This is a fault of the template, not of your answers: please report it."


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """Return a new service, rendered from the template in the folder beside it."""
    write(tmp_path / "template", SERVICE)
    write(tmp_path / "service", SERVICE)
    return tmp_path / "service"


def words(text: str) -> str:
    """Return text on one line, so that it does not matter where the terminal broke it."""
    return " ".join(text.split())


def test_check_good_service_says_one_line_and_seals(service: Path) -> None:
    output = check(service, "--template", "../template", status=0)

    assert output.startswith(f"Touchstone: {len(checks.ALL)} checks passed (")
    assert output.count("\n") == 1
    assert (service / ".touchstone").read_text(encoding="utf-8") == seal.TEXT


@pytest.mark.parametrize("options", [("--quiet", "True"), ("--operation", "update")])
def test_check_good_service_is_silent_when_asked(service: Path, options: tuple[str, str]) -> None:
    output = check(service, "--template", "../template", *options, status=0)

    assert (output, (service / ".touchstone").exists()) == ("", True)


def test_check_verbose_lists_every_check(service: Path) -> None:
    output = check(service, "--template", "../template", status=0, TOUCHSTONE_VERBOSE="1")

    listed = [line.split()[0] for line in output.splitlines()[:-1]]
    assert listed == [each.id for each in checks.ALL]
    assert "  python-compiles       ✓            Every Python file compiles.\n" in output


def test_check_defect_in_new_folder_shows_a_table_and_no_seal(service: Path) -> None:
    defect = {"app/main.py": "x = (\n"}
    write(service, {**defect, ".touchstone": "of an earlier copy"})
    write(service.parent / "template", {**defect, "empty/excluded": ""})
    (service / "empty").mkdir()

    output = check(service, "--template", "../template", status=1)

    assert f"Touchstone: 1 of {len(checks.ALL)} checks failed (" in output
    assert (
        "  python-compiles  app/main.py:1  Python cannot compile it: '(' was never closed.\n"
        in output
    )
    assert "                                  → Correct the syntax at this place.\n" in output
    assert f"{FAULT} Copier now removes {service}, the directory it made" in words(output)
    assert not (service / ".touchstone").exists()


@pytest.mark.parametrize("own", ["notes.txt", "app/notes.txt", ".git/config"])
def test_check_defect_in_older_folder_says_that_files_stay(service: Path, own: str) -> None:
    defect = {"app/main.py": "x = (\n"}
    write(service, {**defect, own: ""})
    write(service.parent / "template", defect)

    output = words(check(service, "--template", "../template", status=1))

    assert (
        f"{service} was there before this copy (it holds {own.removesuffix('/config')}," in output
    )
    assert (
        "stays in it: .copier-answers.yml, .coveragerc, .env.example, .gitignore, README.md,"
        in output
    )


def test_check_owners_broken_file_is_not_looked_at(service: Path) -> None:
    write(service, {"app/broken.py": "x = (\n", "bad.toml": "=", "x.rej": ""})

    assert check(service, "--template", "../template", "--quiet", "True", status=0) == ""


def test_check_file_kept_by_the_owner_is_a_warning(service: Path) -> None:
    write(service, {"app/main.py": "x = (\n"})

    output = check(service, "--template", "../template", status=0)

    assert "  python-compiles (warning)  app/main.py:1  Python cannot compile it: " in output
    assert (service / ".touchstone").exists()


def test_check_owners_pytest_ini_is_a_warning(service: Path) -> None:
    write(service, {"pytest.ini": ""})

    output = check(service, "--template", "../template", status=0)

    assert "  no-shadowing-config (warning)  pytest.ini  pytest reads this file" in output


def test_check_update_in_the_owners_repository_only_takes_the_seal_away(service: Path) -> None:
    write(service, {"app/main.py": "x = (\n", ".touchstone": seal.TEXT})
    commit(service)

    output = check(service, "--template", "../template", "--operation", "update", status=0)

    assert (output, git(service, "status", "--short")) == ("", " D .touchstone\n")


def test_check_update_in_a_temporary_copy_fails_on_a_defect(service: Path) -> None:
    defect = {"app/main.py": "x = (\n"}
    write(service, defect)
    write(service.parent / "template", defect)

    output = words(check(service, "--template", "../template", "--operation", "update", status=1))

    assert f"{FAULT} Copier stops the update here." in output
    assert "`git restore --staged --worktree .` brings your files back" in output


def test_check_new_service_without_answers_is_a_finding(service: Path) -> None:
    (service / ".copier-answers.yml").unlink()

    output = check(service, "--template", "../template", status=1)

    assert "  expected-files  .copier-answers.yml  A file that every such service needs" in output


def test_check_copy_in_the_owners_repository_is_checked(service: Path) -> None:
    commit(service)

    output = check(service, "--template", "../template", status=0)

    assert f"{len(checks.ALL)} checks passed" in output


def test_check_verbose_update_says_that_checks_passed(service: Path) -> None:
    options = ("--template", "../template", "--operation", "update")

    output = check(service, *options, status=0, TOUCHSTONE_VERBOSE="1")

    assert f"{len(checks.ALL)} checks passed" in output


def test_check_unwritable_seal_is_one_sentence(service: Path) -> None:
    (service / ".touchstone").mkdir()

    output = check(service, "--template", "../template", status=1)

    assert output.startswith("Touchstone: ")
    assert "The generated files are not sealed; make the directory writable and repeat." in output
    assert "Traceback" not in output


def test_check_without_template_explains_the_command_line(service: Path) -> None:
    output = check(service, "--template", "../gone", status=2)

    assert output.endswith("check.py: error: there is no template folder at ../gone\n")


def test_check_folder_with_misleading_modules_is_not_imported(service: Path) -> None:
    write(
        service, dict.fromkeys(["yaml.py", "hooks/__init__.py", "report.py"], "raise SystemExit(9)")
    )

    assert check(service, "--template", "../template", "--quiet", "True", status=0) == ""


def test_check_run_leaves_no_compiled_files_in_the_template(service: Path, tmp_path: Path) -> None:
    sources = {
        path.relative_to(REPOSITORY).as_posix(): path.read_bytes()
        for path in (REPOSITORY / "hooks").rglob("*.py")
    }
    write(tmp_path, sources)

    run(service, sys.executable, str(tmp_path / "hooks" / "check.py"), status=0)

    assert list((tmp_path / "hooks").rglob("__pycache__")) == []


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_complaint_about_python_new_enough_is_empty(version: tuple[int, int, int]) -> None:
    assert script.complaint_about_python(version, "/python") == ""


def test_complaint_about_python_too_old_says_what_to_do() -> None:
    assert script.complaint_about_python((3, 10, 9), "/usr/bin/python3.10") == (
        "Touchstone: Copier runs on Python 3.10 (/usr/bin/python3.10), and checking the generated "
        "files needs Python 3.11 or newer.\n"
        "Run Copier with a newer Python and repeat the command, for example: "
        "uvx --python 3.11 copier ...\n"
    )


def test_examine_check_that_breaks_is_a_finding(tmp_path: Path) -> None:
    broken = Check("broken", "Breaks.", lambda tree: [Finding(tree.files[9], None, "", "")])

    findings = examine.examine(Tree(tmp_path), [broken])

    message = "The check itself failed: IndexError: tuple index out of range."
    remedy = "Please report this to the authors of the template."
    assert findings == [Finding(".", None, message, remedy, "broken")]


def test_checks_ids_are_unique_and_summarised() -> None:
    ids = {each.id for each in checks.ALL}

    assert len(ids) == len(checks.ALL) == 17
    assert [each.id for each in checks.ALL if not each.summary.endswith(".")] == []


def test_answers_of_the_builder_are_complete(tmp_path: Path) -> None:
    write(tmp_path, {".copier-answers.yml": ANSWERS})

    assert Tree(tmp_path).answers["project_name"] == "Café"
