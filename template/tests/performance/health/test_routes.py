"""How long the smallest request takes: the floor under every other one."""

import httpx
from pytest_benchmark.fixture import BenchmarkFixture


def test_read_liveness_running_server_is_measured(benchmark: BenchmarkFixture, http: httpx.Client) -> None:
    response = benchmark(http.get, "/health/live")

    assert response.status_code == 200


def test_read_readiness_running_server_is_measured(benchmark: BenchmarkFixture, http: httpx.Client) -> None:
    response = benchmark(http.get, "/health/ready")

    assert response.status_code == 200
