"""The file with the recorded scores."""

from pathlib import Path

import pytest

from quality.errors import QualityError
from quality.mutation.table import Equivalent, Table, read_table, record

HEAD = """\
# Scores.
unlisted = 80
[packages]
"app" = 90
"app/orders" = 97.5 # who pays

[poodle]
source_folders = ["app"]
"""
ENTRY = """
[[equivalent]]
file = "app/rules.py"
was = "LIMIT = 5"
becomes = "LIMIT = 6"
reason = "Nothing has more than four."
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mutation.toml"


def test_read_table_complete_file_gives_all_of_it(file: Path) -> None:
    file.write_text('prepare = "tools.start"\noptions = ["-s"]\n' + HEAD + ENTRY, encoding="utf-8")

    table = read_table(file)

    assert table == Table(
        packages={"app": 90, "app/orders": 97.5},
        unlisted=80,
        equivalents=[Equivalent("app/rules.py", "LIMIT = 5", "LIMIT = 6")],
        sources=[Path("app")],
        prepare="tools.start",
        options=["-s"],
    )
    assert table.equivalents[0].reason == "Nothing has more than four."


@pytest.mark.parametrize("score", ["-1", "100.1", '"high"', "true"])
def test_read_table_score_that_is_no_percentage_is_refused(file: Path, score: str) -> None:
    file.write_text(HEAD.replace("90", score), encoding="utf-8")

    with pytest.raises(QualityError, match=r"^mutation\.toml: app = .* is no percentage from 0 to 100\.$"):
        read_table(file)


@pytest.mark.parametrize("score", ["0", "100"])
def test_read_table_score_at_the_limit_is_taken(file: Path, score: str) -> None:
    file.write_text(HEAD.replace("90", score), encoding="utf-8")

    assert read_table(file).packages["app"] == float(score)


@pytest.mark.parametrize(
    ("old", "new"), [("Nothing has more than four.", " "), ('was = "LIMIT = 5"\n', ""), ("reason", "because")]
)
def test_read_table_equivalent_without_reason_or_place_is_refused(file: Path, old: str, new: str) -> None:
    file.write_text(HEAD + ENTRY.replace(old, new), encoding="utf-8")

    with pytest.raises(QualityError, match="needs file, was, becomes and a reason"):
        read_table(file)


def test_record_scores_keeps_the_higher_and_adds_the_new(file: Path) -> None:
    file.write_text(HEAD + ENTRY, encoding="utf-8")

    record({"app": 95.5, "app/orders": 96.0, "app/stock": 100.0}, file)

    expected = HEAD.replace('"app" = 90\n', '"app" = 95.5\n').replace("[packages]\n", '[packages]\n"app/stock" = 100\n')
    assert file.read_text(encoding="utf-8") == expected + ENTRY
