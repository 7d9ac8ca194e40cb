"""Checks that nothing is left over from making the files."""

import pytest

from hooks.checks.leftovers import (
    Conflict,
    conflicts,
    no_conflict_markers,
    no_jinja_left,
    no_reject_files,
)
from hooks.findings import Finding
from tests.hooks.builders import ANSWERS
from tests.hooks.conftest import Plant

CONFLICT = "one\n<<<<<<< before updating\nmine\n=======\ntheirs\n>>>>>>> after updating\n"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('name = "{{ project_name }}"', "{{ project_name"),
        ("x: {{- database }}", "{{- database"),
        ("x: {{_copier_conf.dst_path}}", "{{_copier_conf"),
        ("{% if ci == 'github' %}", "{% if"),
        ("{%- endraw %}", "{%- endraw"),
        ("{# a note #}", "{# a note #}"),
    ],
)
def test_no_jinja_left_in_contents_reports_its_line(plant: Plant, line: str, found: str) -> None:
    tree = plant({".copier-answers.yml": ANSWERS, "a.toml": f"# first\r\n{line}\r\n"})

    findings = list(no_jinja_left.findings(tree))

    message = f"Jinja is left over: `{found}` was never filled in."
    remedy = (
        "Give the file in template/ the suffix .jinja when an answer belongs in it; "
        "wrap text that must keep its braces in a raw block."
    )
    assert findings == [Finding("a.toml", 2, message, remedy, "no-jinja-left")]


def test_no_jinja_left_in_a_python_text_reports_its_line(plant: Plant) -> None:
    tree = plant({"app/main.py": 'NAME = "{{ project_name }}"\n'})

    assert [found.where for found in no_jinja_left.findings(tree)] == ["app/main.py:1"]


def test_no_jinja_left_beside_what_only_looks_like_an_f_string_is_found(plant: Plant) -> None:
    tree = plant({"a.toml": 'if"{{ project_name }}"\nf"{{ project_name }}"\n'})

    assert [found.where for found in no_jinja_left.findings(tree)] == ["a.toml:1", "a.toml:2"]


@pytest.mark.parametrize("name", ["{{ project_slug }}.py", "app/{% if ci %}x.py", "a.toml.jinja"])
def test_no_jinja_left_in_name_reports_the_file(plant: Plant, name: str) -> None:
    findings = list(no_jinja_left.findings(plant({name: ""})))

    message = "Jinja is left over in the file's name."
    remedy = (
        "Give the file in template/ a plain name, and decide in `_exclude` of copier.yml "
        "whether it is rendered."
    )
    assert findings == [Finding(name, None, message, remedy, "no-jinja-left")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".github/workflows/ci.yml", "run: echo ${{ secrets.X }} ${{ project_name }}\n"),
        (".github/workflows/ci.yml", "if: ${{ !cancelled() }}\n"),
        (".gitlab-ci.yml", "script: echo $[[ inputs.ci ]] ${#ci}\n"),
        ("app/main.py", 'x = f"{{{x}}}" f"{{ kind }}" + "{%d}" % 1\n'),
        ("app/main.py", 'x = "{{ name }}".format() or {"a": {"b": 1}} or {{1}: 2}\n'),
        ("compose.yaml", 'test: docker ps --format "{{.Names}} {{ json . }}"\n'),
        ("README.md", "# Title {#kind}\n\nDescribes `{{ user }}`.\n"),
        ("app/templates/mail.txt", "{% if user %}{{ project_name }}{% endif %}\n"),
        ("app/accounts/templates/mail.html.jinja", "{{ project_name }}\n"),
        ("logo.png", b"\x89PNG\0{{ project_name }}"),
        ("größe-✓.md", "✓\n"),
    ],
)
def test_no_jinja_left_other_braces_find_nothing(
    plant: Plant, name: str, content: str | bytes
) -> None:
    tree = plant({".copier-answers.yml": ANSWERS, name: content})

    assert list(no_jinja_left.findings(tree)) == []


def test_no_jinja_left_typed_by_the_user_finds_nothing(plant: Plant) -> None:
    answers = 'description: "Shows {{ project_name }} {% if x %} {# y #}"\n'
    text = "Shows {{ project_name }} {% if x %} {# y #}\n"

    tree = plant({".copier-answers.yml": answers, "README.md": text})

    assert list(no_jinja_left.findings(tree)) == []


def test_no_conflict_markers_complete_conflict_reports_its_line(plant: Plant) -> None:
    findings = list(no_conflict_markers.findings(plant({"a.py": CONFLICT})))

    message = "A merge conflict was never resolved: both versions stand between the markers."
    remedy = "Keep what is needed of both versions, then delete the three marker lines."
    assert findings == [Finding("a.py", 2, message, remedy, "no-conflict-markers")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Title\n=======\n\ntext\n", id="heading"),
        pytest.param("a `<<<<<<< ` marker\n=======\nb `>>>>>>> `\n", id="within-lines"),
        pytest.param("<<<<<<< HEAD\nno end\n", id="incomplete"),
        pytest.param("<<<<<<< HEAD\n>>>>>>> x\n", id="without-middle"),
        pytest.param(b"\0" + CONFLICT.encode(), id="binary"),
    ],
)
def test_no_conflict_markers_other_text_finds_nothing(plant: Plant, content: str | bytes) -> None:
    assert list(no_conflict_markers.findings(plant({"a.md": content}))) == []


@pytest.mark.parametrize("name", ["app/main.py.rej", "README.md.orig"])
def test_no_reject_files_left_patch_reports_the_file(plant: Plant, name: str) -> None:
    findings = list(no_reject_files.findings(plant({name: "x"})))

    message = "This is what a patch left behind that did not fit."
    remedy = "Work the change into the file beside it, then delete this file."
    assert findings == [Finding(name, None, message, remedy, "no-reject-files")]


def test_no_reject_files_similar_name_finds_nothing(plant: Plant) -> None:
    assert list(no_reject_files.findings(plant({"app/rej.py": "", "original": ""}))) == []


def test_conflicts_two_in_a_row_gives_both() -> None:
    lines = CONFLICT.splitlines() * 2

    assert list(conflicts(lines)) == [Conflict(2, 4, 4, 6), Conflict(8, 10, 10, 12)]


@pytest.mark.parametrize(
    "lines",
    [
        ["=======", "<<<<<<< a", ">>>>>>> b"],
        ["<<<<<<< a", ">>>>>>> b", "======="],
        ["=======", ">>>>>>> b"],
        ["||||||| base", "=======", ">>>>>>> b"],
    ],
)
def test_conflicts_markers_out_of_order_are_none(lines: list[str]) -> None:
    assert list(conflicts(lines)) == []


def test_conflicts_second_side_with_lines_like_markers_is_one() -> None:
    lines = ["<<<<<<< a", "=======", "Title", "=======", "||||||| table", ">>>>>>> b"]

    assert list(conflicts(lines)) == [Conflict(1, 2, 2, 6)]


def test_conflicts_with_the_common_base_ends_the_first_side_before_it() -> None:
    lines = ["<<<<<<< a", "mine", "||||||| base", "old", "=======", "theirs", ">>>>>>> b"]

    assert list(conflicts(lines)) == [Conflict(1, 3, 5, 7)]
