"""Checks of the coverage floor."""

import pytest

from hooks.checks.coverage import one_coverage_floor
from hooks.findings import Finding
from tests.hooks.builders import PYPROJECT, SERVICE
from tests.hooks.conftest import Plant

WORKFLOW = ".github/workflows/checks.yml"
TASKS = f"""{PYPROJECT}
[tool.poe.tasks]
lint = "ruff check"
cover = {{ ignore_fail = false, cmd = "python -m quality.cover", deps = ["lint"] }}
check = [{{ ref = "lint" }}, "cover"]
"""
NOT_ENFORCED = Finding(
    WORKFLOW,
    None,
    "No step of the pipeline enforces the coverage floor.",
    "Add a step that runs `poe check` or `poe cover`.",
    "one-coverage-floor",
)


def test_one_coverage_floor_without_pipeline_finds_nothing(plant: Plant) -> None:
    assert list(one_coverage_floor.findings(plant(SERVICE))) == []


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("[areas]\n", None, "None"),
        ('# the floor\ntotal = "80"\n', 2, "'80'"),
        ("total = 101\n", 1, "101"),
        ("total = true\n", 1, "True"),
    ],
)
def test_one_coverage_floor_unusable_number_is_reported(
    plant: Plant, text: str, line: int | None, value: str
) -> None:
    findings = list(one_coverage_floor.findings(plant({**SERVICE, "quality/floors.toml": text})))

    message = f"The floor for the whole is {value}, not a percentage."
    remedy = "Set `total` to a number from 0 to 100 at the top of the file."
    expected = Finding("quality/floors.toml", line, message, remedy, "one-coverage-floor")
    assert findings == [expected]


@pytest.mark.parametrize(
    ("name", "content", "line", "found"),
    [
        (".coveragerc", "[report]\nfail_under = 80\n", 2, "fail_under"),
        ("setup.cfg", "[coverage:report]\nfail_under=1\n", 2, "fail_under"),
        ("pyproject.toml", PYPROJECT + 'addopts = "--cov-fail-under=80"\n', 8, "--cov-fail-under"),
        ("Dockerfile", "RUN coverage report --fail-under=80\n", 1, "--fail-under"),
    ],
)
def test_one_coverage_floor_second_floor_is_reported(
    plant: Plant, name: str, content: str, line: int, found: str
) -> None:
    findings = list(one_coverage_floor.findings(plant({**SERVICE, name: content})))

    message = (
        f"`{found}` is a second coverage floor: the one floor is `total` in quality/floors.toml."
    )
    remedy = "Delete this setting; `poe cover` enforces the floor."
    assert findings == [Finding(name, line, message, remedy, "one-coverage-floor")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".coveragerc", "[report]\n# no fail_under here: quality/floors.toml has it\r\n"),
        ("docs/coverage.md", "Never write `fail_under = 80`.\n"),
        ("quality/cover.py", 'OPTION = "--fail-under=0"\n'),
        ("quality/floors.toml", "total = 0\n[areas]\n'app/**' = 95.5\n"),
    ],
)
def test_one_coverage_floor_mere_mention_finds_nothing(
    plant: Plant, name: str, content: str
) -> None:
    assert list(one_coverage_floor.findings(plant({**SERVICE, name: content}))) == []


def test_one_coverage_floor_typed_by_the_user_finds_nothing(plant: Plant) -> None:
    answers = 'description: "Explains fail_under"\n'
    project = '[project]\ndescription = "Explains fail_under"\n'

    tree = plant({".copier-answers.yml": answers, "pyproject.toml": project})

    assert list(one_coverage_floor.findings(tree)) == []


@pytest.mark.parametrize("floors", [{}, {"quality/floors.toml": "total ="}], ids=["none", "broken"])
def test_one_coverage_floor_unreadable_file_is_left_to_another_check(
    plant: Plant, floors: dict[str, str]
) -> None:
    assert list(one_coverage_floor.findings(plant({"README.md": "", **floors}))) == []


def test_one_coverage_floor_existing_repository_keeps_its_pipeline(plant: Plant) -> None:
    tree = plant({".copier-answers.yml": "kind: existing\n", WORKFLOW: "run: pytest\n"})

    assert list(one_coverage_floor.findings(tree)) == []


@pytest.mark.parametrize(
    "step",
    ["uv run poe check", "uv run poe -q cover", "uv run python -m quality.cover --combine"],
)
def test_one_coverage_floor_enforcing_step_finds_nothing(plant: Plant, step: str) -> None:
    workflow = f"jobs:\n  a:\n    steps:\n      - run: |\n          set -e\n          {step}\n"

    tree = plant({**SERVICE, "pyproject.toml": TASKS, WORKFLOW: workflow})

    assert list(one_coverage_floor.findings(tree)) == []


@pytest.mark.parametrize(
    "step",
    ["uv run poe lint", "uv run poe check-docs", "|\n          # poe check", "uv run pytest"],
)
def test_one_coverage_floor_no_enforcing_step_is_reported(plant: Plant, step: str) -> None:
    workflow = f"# poe check\njobs:\n  a:\n    steps:\n      - run: {step}\n"

    tree = plant({**SERVICE, "pyproject.toml": TASKS, WORKFLOW: workflow})

    assert list(one_coverage_floor.findings(tree)) == [NOT_ENFORCED]


def test_one_coverage_floor_task_that_forgets_cover_is_reported(plant: Plant) -> None:
    tasks = TASKS.replace(', "cover"]', ', "check"]')

    tree = plant({**SERVICE, "pyproject.toml": tasks, WORKFLOW: "run: poe check\n"})

    assert list(one_coverage_floor.findings(tree)) == [NOT_ENFORCED]


@pytest.mark.parametrize(
    ("checks", "findings"),
    [('tests = "python -m quality.cover"', []), ('tests = "pytest"', [NOT_ENFORCED])],
)
def test_one_coverage_floor_list_of_checks_must_have_cover(
    plant: Plant, checks: str, findings: list[Finding]
) -> None:
    tasks = f'{PYPROJECT}\n[tool.poe.tasks]\ncheck = "python -m quality.check"\n'
    settings = {"pyproject.toml": tasks, "quality/settings.toml": f"[check]\n{checks}\n"}

    tree = plant({**SERVICE, **settings, WORKFLOW: "run: poe check\n"})

    assert list(one_coverage_floor.findings(tree)) == findings


def test_one_coverage_floor_tasks_defined_elsewhere_go_by_name(plant: Plant) -> None:
    tree = plant({**SERVICE, ".gitlab-ci.yml": "test:\n  script: [poe check]\n"})

    assert list(one_coverage_floor.findings(tree)) == []
