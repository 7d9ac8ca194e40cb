"""Finds the modules that the domains share by name.

A domain is a package in `app/`. Whatever it has of `models`, `routes` and `settings` takes part in the service:
adding a domain is adding a folder, and removing one is deleting it.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import app


def domain_modules(name: str) -> list[ModuleType]:
    """Import `app.<domain>.<name>` of every domain that has such a module.

    Args:
        name: The module's name inside its package, for example `routes`.

    Returns:
        The modules, ordered by the name of their domain.
    """
    packages = sorted(package.name for package in iter_modules(app.__path__) if package.ispkg)
    return [
        import_module(f"app.{package}.{name}")
        for package in packages
        if name in {module.name for module in iter_modules(import_module(f"app.{package}").__path__)}
    ]
