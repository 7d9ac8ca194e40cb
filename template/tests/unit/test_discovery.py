"""A domain takes part in the service by the names of its modules."""

from app.discovery import domain_modules


def test_find_domain_modules_named_routes_returns_those_of_every_domain_in_order() -> None:
    names = [module.__name__ for module in domain_modules("routes")]

    assert {"app.estimates.routes", "app.health.routes"} <= set(names)
    assert names == sorted(names)


def test_find_domain_modules_that_no_domain_has_returns_none() -> None:
    assert domain_modules("nowhere") == []
