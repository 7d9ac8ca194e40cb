"""Checks that every file can be read by its program."""

import pytest

from hooks.checks.syntax import (
    ini_parses,
    json_parses,
    python_compiles,
    toml_parses,
    yaml_parses,
)
from hooks.findings import Finding
from tests.hooks.conftest import Plant

REMEDY = "Correct the syntax at this place."


def test_python_compiles_unclosed_bracket_reports_its_line(plant: Plant) -> None:
    tree = plant({"app/main.py": "x = 1\ny = (\n"})

    findings = list(python_compiles.findings(tree))

    message = "Python cannot compile it: '(' was never closed."
    assert findings == [Finding("app/main.py", 2, message, REMEDY, "python-compiles")]


def test_python_compiles_null_byte_reports_the_file(plant: Plant) -> None:
    tree = plant({"app/main.py": b"x = 1\0\n"})

    findings = list(python_compiles.findings(tree))

    assert [(found.file, found.remedy) for found in findings] == [("app/main.py", REMEDY)]
    assert "null bytes" in findings[0].message


def test_python_compiles_code_that_only_parses_reports_its_line(plant: Plant) -> None:
    tree = plant({"app/main.py": "return 1\n"})

    findings = list(python_compiles.findings(tree))

    message = "Python cannot compile it: 'return' outside function."
    assert findings == [Finding("app/main.py", 1, message, REMEDY, "python-compiles")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", id="byte-order-mark"),
        pytest.param(b"x = 1\r\ny = 2\r\n", id="crlf"),
        pytest.param(b"# coding: latin-1\nx = '\xe9'\n", id="coding-line"),
        pytest.param("größe = '✓'\n".encode(), id="unicode-name"),
        pytest.param(b"x = '\\d'\n", id="doubtful-escape"),
    ],
)
def test_python_compiles_valid_code_finds_nothing(plant: Plant, content: bytes) -> None:
    assert list(python_compiles.findings(plant({"app/größe.py": content}))) == []


def test_toml_parses_missing_value_reports_its_line(plant: Plant) -> None:
    tree = plant({"a.toml": "x = 1\ny =\n"})

    findings = list(toml_parses.findings(tree))

    message = "This is not valid TOML: Invalid value (at line 2, column 4)."
    assert findings == [Finding("a.toml", 2, message, REMEDY, "toml-parses")]


def test_toml_parses_latin_1_reports_the_file(plant: Plant) -> None:
    tree = plant({"a.toml": b"x = '\xe9'\n"})

    findings = list(toml_parses.findings(tree))

    message = "This is not valid TOML: it is not UTF-8 text."
    assert findings == [Finding("a.toml", None, message, REMEDY, "toml-parses")]


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbfx = 1\n", b"x = 1\r\ny = 'caf\xc3\xa9'\r\n"]
)
def test_toml_parses_valid_file_finds_nothing(plant: Plant, content: bytes) -> None:
    assert list(toml_parses.findings(plant({"a.toml": content}))) == []


def test_yaml_parses_bad_indentation_reports_its_line(plant: Plant) -> None:
    tree = plant({"a.yml": "a:\n  b: 1\n c: 2\n"})

    findings = list(yaml_parses.findings(tree))

    message = "This is not valid YAML: did not find expected key."
    assert findings == [Finding("a.yml", 3, message, REMEDY, "yaml-parses")]


def test_yaml_parses_latin_1_reports_the_file(plant: Plant) -> None:
    tree = plant({"a.yaml": b"x: \xe9\n"})

    findings = list(yaml_parses.findings(tree))

    message = "This is not valid YAML: it is not UTF-8 text."
    assert findings == [Finding("a.yaml", None, message, REMEDY, "yaml-parses")]


def test_yaml_parses_control_character_reports_the_file(plant: Plant) -> None:
    findings = list(yaml_parses.findings(plant({"a.yml": "x: \x07\n"})))

    assert [(found.file, found.check) for found in findings] == [("a.yml", "yaml-parses")]


def test_yaml_parses_key_twice_reports_the_second(plant: Plant) -> None:
    tree = plant({"a.yml": "list:\n  - a: 1\n    b: 2\n    a: 3\n"})

    findings = list(yaml_parses.findings(tree))

    message = (
        "The key 'a' stands twice in one mapping (first in line 2), "
        "and YAML readers keep only one of them."
    )
    remedy = "Join the two entries into one."
    assert findings == [Finding("a.yml", 4, message, remedy, "yaml-parses")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("# nothing\n", id="comment-only"),
        pytest.param("---\na: 1\n---\na: 2\n", id="two-documents"),
        pytest.param("script: !reference [.setup, script]\n", id="gitlab-tag"),
        pytest.param("x: &x {k: 1}\ny: {<<: *x, <<: *x}\n", id="merge-keys"),
        pytest.param("\ufeffa: 1\r\nb: ${{ secrets.X }}\r\n", id="byte-order-mark-and-crlf"),
    ],
)
def test_yaml_parses_valid_file_finds_nothing(plant: Plant, content: str) -> None:
    assert list(yaml_parses.findings(plant({"a.yml": content}))) == []


def test_ini_parses_text_without_section_reports_its_line(plant: Plant) -> None:
    tree = plant({"alembic.ini": "# first\nx = 1\n"})

    findings = list(ini_parses.findings(tree))

    message = "This is not valid INI: File contains no section headers."
    assert findings == [Finding("alembic.ini", 2, message, REMEDY, "ini-parses")]


def test_ini_parses_line_without_value_reports_its_line(plant: Plant) -> None:
    tree = plant({".coveragerc": "[run]\nbranch\n"})

    findings = list(ini_parses.findings(tree))

    message = "This is not valid INI: Source contains parsing errors: '.coveragerc'."
    assert findings == [Finding(".coveragerc", 2, message, REMEDY, "ini-parses")]


def test_ini_parses_option_twice_reports_the_second(plant: Plant) -> None:
    findings = list(ini_parses.findings(plant({"setup.cfg": "[a]\nx = 1\nx = 2\n"})))

    assert [(found.file, found.line) for found in findings] == [("setup.cfg", 3)]
    assert "option 'x' in section 'a' already exists" in findings[0].message


def test_ini_parses_latin_1_reports_the_file(plant: Plant) -> None:
    findings = list(ini_parses.findings(plant({"tox.ini": b"[a]\nx = \xe9\n"})))

    message = "This is not valid INI: it is not UTF-8 text."
    assert findings == [Finding("tox.ini", None, message, REMEDY, "ini-parses")]


@pytest.mark.parametrize(
    "content",
    ["", "\ufeff[a]\r\nx = 1\r\n", "[alembic]\nfile_template = %%(rev)s_%(here)s\n"],
    ids=["empty", "byte-order-mark-and-crlf", "percent-signs"],
)
def test_ini_parses_valid_file_finds_nothing(plant: Plant, content: str) -> None:
    assert list(ini_parses.findings(plant({"alembic.ini": content}))) == []


def test_ini_parses_editorconfig_is_left_alone(plant: Plant) -> None:
    assert list(ini_parses.findings(plant({".editorconfig": "root = true\n[*]\n"}))) == []


def test_json_parses_trailing_comma_reports_its_line(plant: Plant) -> None:
    tree = plant({"renovate.json": '{\n"a": [1,]\n}\n'})

    findings = list(json_parses.findings(tree))

    assert [(found.file, found.line) for found in findings] == [("renovate.json", 2)]
    assert findings[0].message.startswith("This is not valid JSON: ")


def test_json_parses_latin_1_reports_the_file(plant: Plant) -> None:
    findings = list(json_parses.findings(plant({"a.json": b'"\xe9"'})))

    message = "This is not valid JSON: it is not UTF-8 text."
    assert findings == [Finding("a.json", None, message, REMEDY, "json-parses")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '\ufeff{"a": "{{ b }}"}\r\n'),
        (".vscode/settings.json", "// why\n{}\n"),
        (".devcontainer/devcontainer.json", "{ /* why */ }\n"),
        ("tsconfig.build.json", "// why\n{}\n"),
    ],
)
def test_json_parses_valid_file_finds_nothing(plant: Plant, name: str, content: str) -> None:
    assert list(json_parses.findings(plant({name: content}))) == []
