"""What the README says is so."""

import re
import tomllib

import yaml

from scripts.bootstrap import ROOT

README = (ROOT / "README.md").read_text()
PAGES = ("README.md", "CONTRIBUTING.md", "docs/decisions/README.md", "benchmarks/README.md")


def test_readme_shell_blocks_are_the_two_commands() -> None:
    assert re.findall(r"```sh\n(.*?)```", README, re.DOTALL) == [
        "python3 scripts/try.py\n",
        "python3 scripts/test.py\n",
    ]


def test_readme_questions_are_those_of_copier() -> None:
    table = README.partition("| question | answers |")[2].partition("\n\n")[0]
    told = re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)))

    configuration = yaml.safe_load((ROOT / "copier.yml").read_text())
    asked = [
        key
        for key, question in configuration.items()
        if not key.startswith("_") and question.get("when") is not False
    ]

    assert told == asked


def test_readme_commands_of_the_service_are_its_tasks() -> None:
    line = README.partition("**Short commands:**")[2].partition("- **")[0]
    told = {name.removeprefix("uv run poe ") for name in re.findall(r"`([\w ]+)`", line)}

    # The table of tasks is the same for every answer; the rest of the file is not read.
    source = (ROOT / "template" / "pyproject.toml.jinja").read_text()
    tasks = source.partition("[tool.poe.tasks]")[2].partition("[tool.pytest]")[0]
    defined = set(re.findall(r"^(\w+) = \{", tasks, re.MULTILINE))
    defined |= set(re.findall(r"^\[tool\.poe\.tasks\.(\w+)\]", tasks, re.MULTILINE))

    assert told == defined - {"performance"}


def test_pages_link_only_to_files_that_exist() -> None:
    links = [
        (page, link)
        for page in PAGES
        for link in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text())
    ]

    assert [
        (page, link) for page, link in links if not (ROOT / page).parent.joinpath(link).exists()
    ] == []


def test_decisions_index_lists_every_decision() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())

    assert listed == sorted(file.name for file in folder.glob("0*.md"))


def test_changelog_has_a_section_for_what_is_not_released() -> None:
    assert "## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text()


def test_python_of_the_tools_is_the_oldest_that_the_scripts_accept() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]

    assert configuration["mypy"]["python_version"] == "3.11"
    assert configuration["ruff"]["target-version"] == "py311"
    assert "sys.version_info < (3, 11)" in (ROOT / "scripts" / "try.py").read_text()
