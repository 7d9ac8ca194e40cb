"""Whatever is answered: it is refused with a sentence of ours, or comes out of the files again."""

import ast
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from copier.errors import UserMessageError
from hypothesis import example, given, settings

from tests.rendering import QUESTIONS, choices, render
from tests.template.strategies import any_answers, folder_names, right, right_answers
from tests.template.test_files import ADOPTION

Answers = dict[str, object]

SENTENCES = (
    "A name needs at least",
    "A name has at most 60 characters; this one has",
    "A name stands on one line",
    "A name starts with a letter or a digit and has no spaces around it.",
    "A short name starts with a letter",
    "A short name has at most 40 characters; this one has",
    "is the name of a folder in the service; choose another, for example:",
    "A description needs at least",
    "A description has at most 200 characters; this one has",
    "A description stands on one line",
    "A description has no spaces around it.",
    "An owner needs at least",
    "An owner's name has at most 100 characters; this one has",
    "An owner's name stands on one line",
    "An owner's name has no spaces around it.",
    "This is no e-mail address; right would be",
    "An e-mail address has at most 254 characters; this one has",
    "A floor is a whole percentage from 0 to 100, for example:",
    "What must not fail needs at least the floor of the whole",
    "holds no Python project that the harness could be added to.",
    "is no folder below the project; right would be",
    "Choose ",
)

Generate = Callable[..., Path]


@pytest.fixture(scope="session")
def generate(slim_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Generate:
    """Return what renders the slim template with some answers into a folder of some name."""

    def run(answers: Answers, name: str = "demo") -> Path:
        return render(slim_template, tmp_path_factory.mktemp("answers") / name, **answers)

    return run


def recorded(service: Path) -> Answers:
    """Return the answers as a rendered service records them."""
    answers: Answers = yaml.safe_load((service / ".copier-answers.yml").read_text("utf-8"))
    return answers


def unwrapped(refusal: str) -> list[str]:
    """Return the lines of a refusal, out of the words that Copier wraps around it."""
    wrapped = re.fullmatch(r"'dict object' has no attribute (.*)", refusal, re.DOTALL)
    assert wrapped
    return str(ast.literal_eval(wrapped[1])).split("\n")


def quoted(file: Path, opening: str, closing: str) -> str:
    """Return what stands in quotes on one line of a file, without the backslashes before signs.

    Args:
        file: the file.
        opening: how the line begins, the opening quote included.
        closing: how it ends.
    """
    [line] = [line for line in file.read_text("utf-8").split("\n") if line.startswith(opening)]
    inside = line.removeprefix(opening).removesuffix(closing)
    # Whatever is special to the format has a backslash before it, or the line would end earlier.
    assert not re.search(rf"(?<!\\)(\\\\)*{closing}", inside)
    return re.sub(r"\\(\W)", r"\1", inside)


def outcome_of(generate: Generate, answers: Answers) -> str:
    """Return the refusal of some answers, or nothing when they come out of the files again."""
    try:
        service = generate(answers)
    except UserMessageError as refused:
        return str(refused)
    kept = recorded(service)
    # A floor is typed as text and kept as a number.
    assert {question: str(kept[question]) for question in answers} == {
        question: str(answer) for question, answer in answers.items()
    }
    return ""


@given(answers=any_answers)
@example(answers={"project_name": "\ud800"})
@example(answers={"project_name": "a" * 100_000})
@example(answers={"coverage_floor": "8_0"})
@example(answers={"coverage_floor": "٨٠"})
@example(answers={"coverage_floor": "90", "critical_floor": "85"})
@example(answers={"critical_floor": "3"})
@example(answers={"author_email": "a@b.c\n"})
@example(answers={"project_slug": "tests"})
def test_generate_any_answers_is_refused_in_our_words_or_comes_out_again(
    generate: Generate, answers: Answers
) -> None:
    refusal = outcome_of(generate, answers)

    assert not refusal or any(sentence in refusal for sentence in SENTENCES)


def without_empty(**fields: object) -> dict[str, object]:
    """Return the fields that hold something."""
    return {name: value for name, value in fields.items() if value}


@given(answers=right_answers)
@settings(max_examples=30)
def test_generate_right_answers_parse_back_exactly(generate: Generate, answers: Answers) -> None:
    service = generate(answers)

    project = tomllib.loads((service / "pyproject.toml").read_text("utf-8"))["project"]
    floors = tomllib.loads((service / "quality/floors.toml").read_text("utf-8"))
    compose = yaml.safe_load((service / "compose.yaml").read_text("utf-8"))
    assert {question: recorded(service)[question] for question in answers} == answers
    assert project["name"] == answers["project_slug"]
    assert project["description"] == answers["description"]
    assert project["authors"] == [without_empty(name=answers["author_name"], email=answers["author_email"])]
    assert project["requires-python"] == f">={answers['python_version']}"
    assert compose["name"] == answers["project_slug"]
    assert quoted(service / "Dockerfile", 'ENV TITLE="', '"') == answers["project_name"]
    assert quoted(service / ".env.example", "TITLE='", "'") == answers["project_name"]
    assert floors["total"] == answers["coverage_floor"]
    assert floors["areas"]["app/database/**"] == answers["critical_floor"]


@given(answers=right_answers)
@settings(max_examples=10)
def test_render_right_answers_pass_every_check_of_the_hooks(
    sources: Path, tmp_path_factory: pytest.TempPathFactory, answers: Answers
) -> None:
    service = render(sources, tmp_path_factory.mktemp("checked") / "demo", **answers)

    assert (service / ".touchstone").is_file()


@given(name=folder_names)
@settings(max_examples=20)
@example(name="App")
@example(name="tests")
@example(name="9 lives")
@example(name="-")
@example(name="x" * 59 + " y")
@example(name="{{ 7 * 7 }}")
@example(name="[ab]*?")
@example(name="ÀÉÎ")
def test_generate_any_folder_name_defaults_are_right(generate: Generate, name: str) -> None:
    answers = recorded(generate({}, name))

    # Given as answers, they would be refused if they were not right.
    assert outcome_of(generate, {key: answers[key] for key in right}) == ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("project_name", "N" * 60),
        ("project_name", '9 Lives & Söhne ("Ltd") {{ x }} 🦉'),
        ("project_slug", "a" * 40),
        ("description", "d" * 200),
        ("author_name", "o" * 100),
        ("author_email", ""),
        ("author_email", "first.last+tag@mail.example.com"),
        ("coverage_floor", "0"),
        ("coverage_floor", "100"),
        ("critical_floor", "0"),
        ("critical_floor", "100"),
    ],
)
def test_generate_answer_at_the_limit_is_kept(
    generate: Generate, question: str, answer: str
) -> None:
    assert outcome_of(generate, {question: answer}) == ""


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [
        ("framework", "rails", "Choose auto, fastapi, django, flask or library."),
        ("packages", "../shop", "is no folder below the project; right would be"),
        ("test_folders", "tests;rm", "is no folder below the project; right would be"),
        ("package_manager", "npm", "Choose uv, poetry, pdm or pip."),
        ("tests_python", "2.7", "Choose 3.9, 3.10, 3.11, 3.12, 3.13 or 3.14."),
        ("subfolder", "/etc", "is no folder below the project; right would be"),
        ("kind", "old", "Choose new or existing."),
        ("project_name", " ", "A name needs at least one character"),
        ("project_name", "N" * 61, "A name has at most 60 characters; this one has 61."),
        ("project_name", "Order\nService", "A name stands on one line"),
        ("project_name", "\u202eevil", "A name stands on one line"),
        ("project_name", "- x", "A name starts with a letter or a digit"),
        ("project_name", "Orders ", "A name starts with a letter or a digit and has no spaces"),
        ("project_slug", "", "A short name starts with a letter"),
        ("project_slug", "Orders", "A short name starts with a letter"),
        ("project_slug", "orders--v2", "A short name starts with a letter"),
        ("project_slug", "orders-", "A short name starts with a letter"),
        ("project_slug", "orders\n", "A short name starts with a letter"),
        ("project_slug", "a" * 41, "A short name has at most 40 characters; this one has 41."),
        ("project_slug", "app", "app is the name of a folder in the service"),
        ("description", "", "A description needs at least one character."),
        ("description", "d" * 201, "A description has at most 200 characters; this one has 201."),
        ("description", "one\ttwo", "A description stands on one line"),
        ("author_name", "", "An owner needs at least one character"),
        ("author_name", "o" * 101, "An owner's name has at most 100 characters"),
        ("author_email", "team", "This is no e-mail address"),
        ("author_email", "team@example", "This is no e-mail address"),
        ("author_email", 'a"b@example.com', "This is no e-mail address"),
        ("python_version", "3.10", "Choose 3.11, 3.12, 3.13 or 3.14."),
        ("starter", "full", "Choose bare, accounts or tracker."),
        ("database", "mysql", "Choose postgresql or sqlite."),
        ("ci", "jenkins", "Choose github, gitlab or none."),
        ("coverage_floor", "101", "A floor is a whole percentage from 0 to 100, for example: 80."),
        ("coverage_floor", "-1", "A floor is a whole percentage from 0 to 100"),
        ("coverage_floor", "eighty", "A floor is a whole percentage from 0 to 100"),
        ("coverage_floor", "80.5", "A floor is a whole percentage from 0 to 100"),
        ("critical_floor", "", "A floor is a whole percentage from 0 to 100, for example: 95."),
    ],
)
def test_generate_wrong_answer_is_refused_with_its_sentence(
    generate: Generate, question: str, answer: str, sentence: str
) -> None:
    refusal = outcome_of(generate, {question: answer})

    assert f"{question}: " in refusal
    assert sentence in refusal


def test_generate_several_wrong_answers_names_each(generate: Generate) -> None:
    refusal = outcome_of(generate, {"ci": "jenkins", "project_slug": "A", "starter": "bare"})

    assert [line.partition(":")[0] for line in unwrapped(refusal)] == ["project_slug", "ci"]


def test_generate_critical_floor_below_the_other_is_refused(generate: Generate) -> None:
    refusal = outcome_of(generate, {"coverage_floor": 90, "critical_floor": 85})

    assert "What must not fail needs at least the floor of the whole" in refusal


def test_generate_low_critical_floor_lowers_the_default_of_the_other(generate: Generate) -> None:
    assert recorded(generate({"critical_floor": 50}))["coverage_floor"] == 50


def test_generate_high_coverage_floor_raises_the_default_of_the_other(generate: Generate) -> None:
    assert recorded(generate({"coverage_floor": 99}))["critical_floor"] == 99


@pytest.mark.parametrize("question", [name for name in right if "choices" in QUESTIONS[name]])
def test_choices_are_the_ones_that_are_accepted(generate: Generate, question: str) -> None:
    refusal = outcome_of(generate, {question: "something else"})

    [line] = unwrapped(refusal)
    assert re.split(", | or ", line.removeprefix(f"{question}: Choose ")[:-1]) == choices(question)


def test_questions_each_have_help_and_a_default() -> None:
    asked = {name: QUESTIONS[name] for name in dict.fromkeys(("kind", *right, *ADOPTION))}

    assert [name for name, question in asked.items() if not question.get("help")] == []
    assert [name for name, question in asked.items() if "default" not in question] == []
    assert {name for name in QUESTIONS if not name.startswith("_")} == {"refused", *asked}
