"""The pieces of command one."""

import os
from pathlib import Path

import pytest

from scripts.bootstrap import ROOT
from scripts.trial import (
    DEFAULT_DESTINATION,
    Request,
    child_environment,
    clear,
    copier_command,
    next_commands,
    parse,
    questions,
    refusal,
    shown,
)

PROGRAMS = Path("/clone/.venv/bin")


def test_parse_no_arguments_returns_the_defaults() -> None:
    assert parse([]) == Request(DEFAULT_DESTINATION, ask=False, answers=())


def test_parse_relative_destination_returns_absolute_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert parse(["shop"]).destination == tmp_path / "shop"


def test_parse_home_destination_returns_expanded_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert parse(["~/shop"]).destination == tmp_path / "shop"


def test_parse_two_answers_returns_both() -> None:
    request = parse(["--data", "database=sqlite", "--data", "description=a=b c"])

    assert request.answers == ("database=sqlite", "description=a=b c")


@pytest.mark.parametrize("answer", ["database", "=sqlite", "data base=sqlite"])
def test_parse_malformed_answer_is_refused_with_an_example(
    answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(["--data", answer])

    assert (
        f"{answer!r} is not of the form KEY=VALUE, for example database=sqlite"
        in capsys.readouterr().err
    )


def test_parse_answer_to_no_question_is_refused_with_the_questions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        parse(["--data", "databse=sqlite"])

    message = capsys.readouterr().err
    assert "there is no question 'databse'; the questions are kind, project_name," in message


def test_questions_of_the_template_leave_settings_and_computed_values_out() -> None:
    configuration = (
        "_min: 9\n\n# Computed\nrefused:\n  # Not asked\n\n  when: false\n"
        'kind:\n  type: str\n\n  default: new\nci:\n  when: "{{ kind }}"\n'
    )

    assert questions(configuration) == ["kind", "ci"]


def test_copier_command_by_default_takes_every_default() -> None:
    command = copier_command(Request(Path("/shop"), ask=False, answers=()), PROGRAMS)

    assert command == [
        *("/clone/.venv/bin/python", "-W", "ignore:Dirty template changes"),
        *("-m", "copier", "copy", "--trust", "--vcs-ref", "HEAD"),
        *("--defaults", "--quiet", str(ROOT), "/shop"),
    ]


def test_copier_command_that_asks_passes_the_given_answers() -> None:
    request = Request(Path("/shop"), ask=True, answers=("starter=bare", "ci=none"))

    command = copier_command(request, PROGRAMS)

    assert command == [
        *("/clone/.venv/bin/python", "-W", "ignore:Dirty template changes"),
        *("-m", "copier", "copy", "--trust", "--vcs-ref", "HEAD"),
        *("--data", "starter=bare", "--data", "ci=none", str(ROOT), "/shop"),
    ]


def test_child_environment_with_foreign_database_drops_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/payroll")

    assert "DATABASE_URL" not in child_environment()


def test_child_environment_allows_only_this_python() -> None:
    variables = child_environment()

    assert os.access(variables["UV_PYTHON"], os.X_OK)
    assert variables["UV_PYTHON_DOWNLOADS"] == "never"


def test_clear_folder_made_by_the_run_removes_it(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    (shop / "app").mkdir(parents=True)

    message = clear(shop, existed=False)

    assert not shop.exists()
    assert message.endswith("was removed; run the same command again.")


def test_clear_folder_that_existed_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()

    message = clear(tmp_path, existed=True)

    assert (tmp_path / "app").is_dir()
    assert "is incomplete: empty it and run" in message


def test_clear_sealed_service_keeps_it(tmp_path: Path) -> None:
    (tmp_path / ".touchstone").touch()

    message = clear(tmp_path, existed=False)

    assert (tmp_path / ".touchstone").exists()
    assert "is complete" in message


def test_clear_absent_folder_says_that_nothing_was_generated(tmp_path: Path) -> None:
    assert clear(tmp_path / "shop", existed=False).startswith("Nothing was generated")


def test_next_commands_without_uv_on_path_name_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    text = next_commands(tmp_path / "my shop", Path("/my clone/.venv/bin"))

    assert f"cd '{shown(tmp_path / 'my shop')}'" in text
    assert "'/my clone/.venv/bin/uv' run poe serve" in text


def test_next_commands_with_uv_on_path_name_it_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uv = tmp_path / "uv"
    uv.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "  uv run poe serve" in next_commands(tmp_path / "shop", PROGRAMS)


def test_shown_neighbour_of_the_current_folder_is_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clone").mkdir()
    monkeypatch.chdir(tmp_path / "clone")

    assert shown(tmp_path / "shop") == "../shop"


def test_refusal_wrapped_by_copier_returns_the_sentences() -> None:
    output = """'dict object' has no attribute "ci: Choose none.\\nkind: It's new."\n"""

    assert refusal(output) == "ci: Choose none.\nkind: It's new."


def test_refusal_other_output_returns_it_unchanged() -> None:
    assert refusal("app/main.py:1: no\n") == "app/main.py:1: no\n"
