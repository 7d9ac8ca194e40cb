"""The work list made of what is not covered."""

import json

import pytest

from quality.measured import Covered
from quality.settings import read_settings
from quality.triage import Task, as_json, as_markdown, as_table, layer_of, rank

TASKS = [
    Task("app/orders/routes.py", "routes", 0.0, missing_lines=(1, 2, 3, 7), missing_branches=()),
    Task("app/orders/models.py", "models", 62.5, missing_lines=(9,), missing_branches=((4, 6), (8, -1))),
]


def covered(percent: int, total: int = 100) -> Covered:
    missing = total - total * percent // 100
    return Covered(hit=total - missing, total=total, missing_lines=tuple(range(1, missing + 1)))


def ranked(files: dict[str, Covered]) -> list[str]:
    return [task.file for task in rank(files, read_settings())]


def test_rank_files_of_every_kind_follows_the_order_of_the_triage() -> None:
    order = {
        "app/never/routes.py": covered(0, total=10),
        "app/never/schemas.py": covered(0, total=200),
        "app/never/models.py": covered(0, total=100),
        "app/never/serial/models.py": covered(0, total=50),
        "app/never/rules.py": covered(0),
        "app/never/utils.py": covered(0, total=1000),
        "app/never/tasks.py": covered(0, total=1000),
        "app/hardly/tasks.py": covered(20),
        "app/partly/routes.py": covered(30),
        "app/partly/utils.py": covered(30, total=1000),
        "app/nearly/routes.py": covered(90),
        "app/nearly/utils.py": covered(99),
    }

    assert ranked(dict(reversed(order.items()))) == list(order)


def test_rank_line_that_ran_among_many_comes_after_files_that_never_ran() -> None:
    files = {"app/a/routes.py": Covered(1, 500, missing_lines=(2,)), "app/b/tasks.py": covered(0, total=1)}

    assert ranked(files) == ["app/b/tasks.py", "app/a/routes.py"]


def test_rank_complete_and_empty_files_are_left_out() -> None:
    assert ranked({"app/main.py": covered(100), "app/__init__.py": Covered(hit=0, total=0)}) == []


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("app/orders/routes.py", "routes"),
        ("app/orders/routes/returns.py", "routes"),
        ("shop/api/serializers.py", "schemas"),
        ("shop/views/helpers/dates.py", "utils"),
        ("shop/orders/models.py", "models"),
        ("shop/celery.py", "tasks"),
        ("app/orders/pricing.py", "rules"),
    ],
)
def test_layer_of_path_nearest_name_decides(path: str, layer: str) -> None:
    assert layer_of(path, read_settings().layers) == layer


def test_as_table_tasks_show_spans_of_lines_and_branches() -> None:
    assert as_table(TASKS).splitlines() == [
        "  #  File                  Layer   Covered  Missing  Lines, and branches as from->to",
        "  1  app/orders/routes.py  routes      0 %        4  1-3, 7",
        "  2  app/orders/models.py  models     62 %        1  9, 4->6, 8->exit",
    ]


def test_as_markdown_tasks_are_rows_of_a_table() -> None:
    assert as_markdown(TASKS).splitlines()[2:] == [
        "| 1 | `app/orders/routes.py` | routes | 0 % | 4 | 1-3, 7 |",
        "| 2 | `app/orders/models.py` | models | 62 % | 1 | 9, 4->6, 8->exit |",
    ]


def test_as_json_task_carries_everything_a_program_needs() -> None:
    assert json.loads(as_json(TASKS[1:])) == [
        {
            "rank": 1,
            "file": "app/orders/models.py",
            "layer": "models",
            "percent": 62.5,
            "missing_lines": [9],
            "missing_branches": [[4, 6], [8, -1]],
        }
    ]
