"""The tier follows from the folder."""

from types import SimpleNamespace

import pytest

from tests.fixtures.tiers import TESTS, TIERS, performance_is_wanted, tier_of


@pytest.mark.parametrize("tier", TIERS)
def test_find_tier_file_in_its_folder_returns_the_folder(tier: str) -> None:
    assert tier_of(TESTS / tier / "accounts" / "test_users.py") == tier


@pytest.mark.parametrize("path", ["test_users.py", "functional/test_users.py"])
def test_find_tier_file_elsewhere_raises_and_names_the_file(path: str) -> None:
    with pytest.raises(pytest.UsageError, match=r"test_users\.py: a test belongs in one of"):
        tier_of(TESTS / path)


def test_mark_test_by_its_folder_gives_it_the_marker(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("unit") is not None
    assert request.node.get_closest_marker("integration") is None


@pytest.mark.parametrize(
    ("arguments", "expression", "wanted"),
    [
        pytest.param(["tests"], "", False, id="everything"),
        pytest.param(["tests/unit"], "unit", False, id="another-tier"),
        pytest.param(["tests/performance"], "", True, id="by-folder"),
        pytest.param(["tests/performance/test_health.py::test_x"], "", True, id="by-test"),
        pytest.param(["tests"], "performance", True, id="by-marker"),
    ],
)
def test_want_performance_command_line_names_it_or_not_follows(
    arguments: list[str], expression: str, wanted: bool
) -> None:
    config = SimpleNamespace(args=arguments, option=SimpleNamespace(markexpr=expression))

    assert performance_is_wanted(config) is wanted  # type: ignore[arg-type]
