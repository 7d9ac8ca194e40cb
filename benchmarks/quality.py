"""Measures what the rules cost, as a ratio: twice the tests may take about twice the time.

.venv/bin/python benchmarks/quality.py
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = 3000
TESTS_IN_A_FILE = 30
TARGET = 2.5
"""The highest acceptable ratio of the time for twice the tests to the time for the tests."""
TEST = """\


async def test_read_user_{number}_known_name_returns_it(client, make_user):
    user = await make_user(name="ann", role="admin")

    response = await client.get(f"/users/{{user.id}}", params={{"number": {number}}})

    assert response.status_code == 200
    assert response.json() == {{"id": str(user.id), "name": "ann"}}
"""


def main() -> int:
    """Measure, and print a table.

    Returns:
        0 when the ratio is within the target, else 1.
    """
    with tempfile.TemporaryDirectory() as folder:
        seconds = [measure(Path(folder) / str(count), count) for count in (TESTS, 2 * TESTS)]
    ratio = seconds[1] / seconds[0]
    print(f"{TESTS} tests: {seconds[0]:.2f} s, {2 * TESTS} tests: {seconds[1]:.2f} s")
    print(f"ratio: {ratio:.2f} (target: at most {TARGET})")
    return 0 if ratio <= TARGET else 1


def measure(folder: Path, count: int) -> float:
    """Return the least seconds of three runs over as many tests."""
    for first in range(0, count, TESTS_IN_A_FILE):
        file = folder / f"tests/integration/users/test_users_{first}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        numbers = range(first, first + TESTS_IN_A_FILE)
        file.write_text("".join(TEST.format(number=number) for number in numbers).lstrip())
    return min(timed(folder) for _ in range(3))


def timed(folder: Path) -> float:
    """Return the seconds of one run."""
    started = time.perf_counter()
    command = [sys.executable, str(ROOT / "scripts/quality.py"), "tests"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
