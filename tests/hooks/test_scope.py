"""Telling the template's files from the owner's."""

from pathlib import Path

import pytest

from hooks.scope import Scope, is_owners_repository
from tests.hooks.builders import commit, write

ANSWERS = ".copier-answers.yml"


def scope_of(folder: Path, template: dict[str, str], service: dict[str, str]) -> Scope:
    """Return the scope of a service, both given as path -> content."""
    write(folder / "template", template)
    write(folder / "service", service)
    return Scope(folder / "service", folder / "template", ANSWERS)


def test_scope_sources_are_the_rendered_files_only(tmp_path: Path) -> None:
    template = dict.fromkeys(
        ["a.py", "b.toml.jinja", "excluded.py", "__pycache__/a.pyc", ".touchstone"], ""
    )
    service = dict.fromkeys(["a.py", "b.toml", "mine.py", "a.py.jinja", ".touchstone"], "")

    assert sorted(scope_of(tmp_path, template, service).sources) == ["a.py", "b.toml"]


def test_scope_answers_file_is_found_under_its_name(tmp_path: Path) -> None:
    template = {"{{ _copier_conf.answers_file }}.jinja": "", "[{{ x }}].md": ""}
    service = {ANSWERS: "", "[{{ x }}].md": "", "[y].md": "", "y.md": ""}

    expected = [ANSWERS, "[y].md", "[{{ x }}].md"]
    assert sorted(scope_of(tmp_path, template, service).sources) == expected


@pytest.mark.parametrize(
    ("file", "owners"),
    [
        ("rendered.py", False),
        ("braces.py", False),
        ("kept.py", True),
        ("mine.py", True),
        ("gone.py", False),
        ("folder", True),
        ("rendered.toml", False),
        ("kept.toml", True),
        ("only-copier-can.toml", False),
    ],
)
def test_is_owners_file_of_each_kind_is_told_apart(
    tmp_path: Path, file: str, *, owners: bool
) -> None:
    template = {
        "rendered.py": "x = 1\n",
        "braces.py": "x = '{{ name }}'\n",
        "kept.py": "x = 1\n",
        "rendered.toml.jinja": "name = '{{ name }}'\n",
        "kept.toml.jinja": "name = '{{ name }}'\n",
        "only-copier-can.toml.jinja": "{{ _copier_conf.x }}",
    }
    service = {
        "rendered.py": "x = 1\n",
        "braces.py": "x = '{{ name }}'\n",
        "kept.py": "x = 2\n",
        "mine.py": "",
        "folder/x": "",
        "rendered.toml": "name = 'Café'\n",
        "kept.toml": "name = 'Mine'\n",
        "only-copier-can.toml": "x",
        ANSWERS: "name: Café\n",
    }

    assert scope_of(tmp_path, template, service).is_owners(file) is owners


def test_is_owners_link_in_place_of_a_file_is(tmp_path: Path) -> None:
    write(tmp_path, {"template/a": "", "service/b": ""})
    (tmp_path / "service" / "a").symlink_to("gone")

    scope = Scope(tmp_path / "service", tmp_path / "template", ANSWERS)

    assert scope.is_owners("a") is True


def test_is_owners_link_of_the_template_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"template/b": "", "service/b": ""})
    (tmp_path / "template" / "a").symlink_to("gone")
    (tmp_path / "service" / "a").symlink_to("gone")

    scope = Scope(tmp_path / "service", tmp_path / "template", ANSWERS)

    assert scope.is_owners("a") is False


def test_is_owners_repository_tracked_answers_are_the_owners(tmp_path: Path) -> None:
    write(tmp_path, {f"service/{ANSWERS}": ""})
    commit(tmp_path)

    assert is_owners_repository(tmp_path / "service", ANSWERS) is True


def test_is_owners_repository_copy_inside_a_repository_is_not(tmp_path: Path) -> None:
    write(tmp_path, {ANSWERS: ""})
    commit(tmp_path)
    write(tmp_path, {f"tmp/new_copy/{ANSWERS}": ""})

    assert is_owners_repository(tmp_path / "tmp" / "new_copy", ANSWERS) is False


def test_is_owners_repository_without_git_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {ANSWERS: ""})
    commit(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert is_owners_repository(tmp_path, ANSWERS) is False
