"""How the service bears many rows, many clients and many requests. Compare runs; nothing here fails for being slow."""

from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.e2e.accounts.people import Person
from tests.fixtures.server import Server

CLIENTS = 50
REQUESTS = 500


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="first-page"),
        pytest.param("?skip=900&limit=100", id="last-page"),
        pytest.param("?q=the&status=todo&overdue=false", id="filtered"),
    ],
)
def test_list_tasks_among_a_thousand_is_measured(
    benchmark: BenchmarkFixture, owner: Person, home: str, query: str
) -> None:
    response = benchmark(owner.ask, "GET", f"{home}/tasks{query}")

    assert response.status_code == 200


def test_list_tasks_fifty_clients_at_once_is_measured(benchmark: BenchmarkFixture, owner: Person, home: str) -> None:
    with ThreadPoolExecutor(CLIENTS) as clients:
        responses = benchmark(lambda: list(clients.map(lambda _: owner.ask("GET", f"{home}/tasks"), range(CLIENTS))))

    assert [response.status_code for response in responses] == [200] * CLIENTS


def test_list_tasks_many_times_growth_of_memory_is_measured(
    benchmark: BenchmarkFixture, owner: Person, home: str, server: Server
) -> None:
    process = psutil.Process(server.process.pid)
    before = process.memory_info().rss

    response = benchmark.pedantic(owner.ask, args=("GET", f"{home}/tasks"), rounds=REQUESTS)  # type: ignore[no-untyped-call]

    growth = process.memory_info().rss - before
    benchmark.extra_info["bytes of memory more for each request"] = growth / REQUESTS
    assert response.status_code == 200
