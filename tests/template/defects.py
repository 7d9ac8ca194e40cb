"""Defects that the gates of a generated service are for."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

PLANTED_TEST = "tests/unit/test_planted.py"
HANDLER = "app/estimates/routes.py"
HANDLER_ENDS = "    return Estimate("
TEST_HANDLER = "pytest tests/integration/estimates -k valid_score"
PASSING_TEST = "def test_planted() -> None:\n    assert True\n"
FLOORS_FILE = "quality/floors.toml"
# Any tests will do where the table of floors is what is wrong.
COVER_SOME = "quality.cover tests/unit/estimates"


def unused_functions(number: int) -> str:
    """Return code that no test runs."""
    return "\n\n".join(f"def unused_{n}() -> int:\n    return {n}\n" for n in range(number))


@dataclass(frozen=True)
class Defect:
    """A defect, and what must notice it.

    Attributes:
        file: where it is planted.
        text: what is written there.
        complaint: a regular expression for what must be said.
        instead_of: the text that it replaces; the whole file when empty.
        command: what looks at it, as a module of the service's Python.
    """

    file: str
    text: str
    complaint: str
    instead_of: str = ""
    command: str = f"pytest {PLANTED_TEST}"

    def plant(self, service: Path) -> None:
        """Put the defect into a service."""
        file = service / self.file
        text = dedent(self.text)
        if self.instead_of:
            before = file.read_text()
            assert self.instead_of in before
            text = before.replace(self.instead_of, self.text)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def in_handler(statement: str, complaint: str) -> Defect:
    """Return a defect that a handler executes before it answers."""
    text = f"    {statement}\n{HANDLER_ENDS}"
    return Defect(HANDLER, text, complaint, HANDLER_ENDS, TEST_HANDLER)


def in_unit_test(text: str, complaint: str, command: str = f"pytest {PLANTED_TEST}") -> Defect:
    """Return a defect that is a unit test."""
    return Defect(PLANTED_TEST, text, complaint, command=command)


HARNESS = {
    "blocking-call-in-handler": in_handler(
        "import time; time.sleep(0.01)", r"BlockingError: Blocking call to time\.sleep"
    ),
    "long-step-in-handler": in_handler("sum(range(10**8))", r"asyncio reports: Executing"),
    "lost-exception-in-handler": in_handler(
        "import asyncio; asyncio.get_running_loop().create_future().set_exception(OSError())",
        r"asyncio reports: Future exception was never retrieved",
    ),
    "commit-removed": Defect(
        "app/database/session.py",
        "        yield session\n",
        r"FAILED .*test_keep_note_handler_returns_row_is_there",
        instead_of="        yield session\n        await session.commit()\n",
        command="pytest tests/integration/harness",
    ),
    "socket-in-unit-test": in_unit_test(
        """\
        import socket

        def test_planted() -> None:
            socket.create_connection(("127.0.0.1", 9))
        """,
        r"SocketBlockedError",
    ),
    "database-in-unit-test": in_unit_test(
        """\
        from sqlalchemy.ext.asyncio import AsyncEngine

        async def test_planted(engine: AsyncEngine) -> None:
            async with engine.connect():
                pass
        """,
        r"A unit test may not connect to a database",
        # The pool already holds a connection then, opened by a test that may have one.
        command=f"pytest -p no:randomly tests/integration/health {PLANTED_TEST}",
    ),
    "unknown-marker": in_unit_test(
        f"import pytest\n\n@pytest.mark.integrtion\n{PASSING_TEST}",
        r"'integrtion' not found in `markers`",
    ),
    "warning": in_unit_test(
        """\
        import warnings

        def test_planted() -> None:
            warnings.warn("planted", stacklevel=1)
        """,
        r"UserWarning: planted",
    ),
    "deprecated-call": in_unit_test(
        """\
        import warnings

        def test_planted() -> None:
            warnings.warn("planted", DeprecationWarning, stacklevel=1)
        """,
        r"DeprecationWarning: planted",
    ),
    "forgotten-await": in_unit_test(
        """\
        async def forgotten() -> None:
            pass

        async def test_planted() -> None:
            forgotten()
        """,
        r"coroutine 'forgotten' was never awaited",
    ),
    "test-outside-a-tier": Defect(
        "tests/test_planted.py",
        PASSING_TEST,
        r"tests/test_planted\.py: a test belongs in one of",
        command="pytest tests/test_planted.py",
    ),
    "test-beside-the-tiers": Defect(
        "tests/functional/test_planted.py",
        PASSING_TEST,
        r"tests/functional/test_planted\.py: a test belongs in one of",
        command="pytest tests/functional",
    ),
    "model-without-migration": Defect(
        "app/estimates/models.py",
        '''\
        """Planted."""

        from sqlalchemy.orm import Mapped, mapped_column

        from app.database import Base

        class Planted(Base):
            """Planted."""

            __tablename__ = "planted"

            id: Mapped[int] = mapped_column(primary_key=True)
        ''',
        r"FAILED .*test_upgrade_to_head_leaves_no_difference_to_the_models",
        command="pytest tests/integration/migrations",
    ),
}

TOOLS = {
    "unformatted": Defect(
        "app/planted.py",
        '"""Planted."""\n\nX = ( 1 )\n',
        r"1 file would be reformatted",
        command="ruff format --check",
    ),
    "unused-import": Defect(
        "app/planted.py", '"""Planted."""\n\nimport os\n', r"F401", command="ruff check"
    ),
    "undocumented-function": Defect(
        "app/planted.py",
        '"""Planted."""\n\n\ndef planted() -> None:\n    return\n',
        r"D103",
        command="ruff check",
    ),
    "sleep-in-test": in_unit_test(
        "import time\n\n\ndef test_planted() -> None:\n    time.sleep(1)\n",
        r"test_planted\.py:5:5: tq202-sleep: ",
        command="quality.lint",
    ),
    "untyped-function": Defect(
        "app/planted.py",
        '"""Planted."""\n\n\ndef planted(x):\n    """Plant."""\n',
        r"no-untyped-def",
        command="mypy",
    ),
}

FLOORS = {
    "below-total": Defect(
        "app/planted.py",
        unused_functions(300),
        r"(?m)^total +80 % +\d+\.\d %  BELOW +\d+\.\d % app/planted\.py$",
        command="quality.cover",
    ),
    "below-area": Defect(
        "app/database/planted.py",
        unused_functions(15),
        r"(?m)^app/database/\*\* +95 % +\d+\.\d %  BELOW +\d+\.\d % app/database/planted\.py$",
        command="quality.cover",
    ),
}

FLOOR_TABLES = {
    "area-without-files": Defect(
        FLOORS_FILE,
        '[areas]\n"app/gone/**" = 50\n',
        r"no measured file matches app/gone/\*\*",
        instead_of="[areas]\n",
        command=COVER_SOME,
    ),
    "no-percentage": Defect(
        FLOORS_FILE,
        "total = 800\n",
        r"total = 800 is no percentage",
        instead_of="total = 80\n",
        command=COVER_SOME,
    ),
}
