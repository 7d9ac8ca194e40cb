"""What is kept of earlier runs."""

from pathlib import Path

import pytest

from quality.mutation import memory
from quality.mutation.memory import Verdict, recall, remember

FILE = "app/rules.py"
TEXT = "LIMIT = 6\n"
KILLED = Verdict(killed=True, by="tests/test_rules.py::test_limit")
SURVIVED = Verdict(killed=False, by="")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with two tests; its digest is the text of both."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(memory, "digest_of_repository", lambda: Path("tests/test_rules.py").read_text("utf-8"))
    Path("tests").mkdir()
    Path("tests/test_rules.py").write_text("assert LIMIT == 5", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("verdict", [KILLED, SURVIVED])
def test_recall_unchanged_mutant_gives_its_verdict(verdict: Verdict) -> None:
    remember(FILE, TEXT, verdict)

    assert recall(FILE, TEXT) == verdict


@pytest.mark.parametrize("verdict", [KILLED, SURVIVED])
def test_recall_after_its_tests_changed_gives_nothing(verdict: Verdict) -> None:
    remember(FILE, TEXT, verdict)

    Path("tests/test_rules.py").write_text("assert LIMIT", encoding="utf-8")

    assert recall(FILE, TEXT) is None


@pytest.mark.parametrize(("file", "text"), [(FILE, "LIMIT = 7\n"), ("app/other.py", TEXT)])
def test_recall_another_mutant_gives_nothing(file: str, text: str) -> None:
    remember(FILE, TEXT, KILLED)

    assert recall(file, text) is None
