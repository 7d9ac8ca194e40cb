"""A small repository that was never generated, with the commands of `template/quality/` in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conftest import Rendered
from tests.installing import UV, open_folder, run
from tests.quality.shop import Shop
from tests.rendering import ROOT, Variant, make_repository

FILES = {
    "shop/__init__.py": '"""A shop."""\n',
    "shop/prices.py": """\
        def with_tax(price: int, rate: int) -> int:
            if rate < 0:
                raise ValueError("no such rate")
            return price + price * rate // 100
        """,
    "shop/views.py": """\
        from shop.prices import with_tax


        def show(price: int) -> str:
            return f"{with_tax(price, 20)} EUR"
        """,
    "tests/unit/test_prices.py": """\
        from shop.prices import with_tax


        def test_with_tax_twenty_per_cent_adds_a_fifth() -> None:
            assert with_tax(100, 20) == 120


        def test_with_tax_nothing_adds_nothing() -> None:
            assert with_tax(100, 0) == 100
        """,
    "tests/integration/test_views.py": """\
        from shop.views import show


        def test_show_price_has_tax_and_currency() -> None:
            assert show(100) == "120 EUR"
        """,
    "pyproject.toml": """\
        [project]
        name = "shop"

        [tool.pytest]
        testpaths = ["tests"]
        addopts = ["--import-mode=importlib"]
        """,
    ".gitignore": ".data/\n__pycache__/\n",
    "quality/floors.toml": """\
        total = 50
        changed = 90

        [areas]
        "shop/**" = 60
        """,
}
SETTINGS = {
    'tests = "pytest -n auto"': 'tests = "pytest"',
    '"origin/main"': '"main"',
}


@pytest.fixture(scope="module")
def python(rendered: Rendered) -> Iterator[Path]:
    """Return an interpreter with the tools that generated services have."""
    with open_folder() as folder:
        source = rendered(Variant("bare", "sqlite", "none"))
        service = Path(shutil.copytree(source, folder / "service"))
        result = run([UV, "sync", "--quiet"], service)
        assert result.returncode == 0, result.stdout
        yield service / ".venv/bin/python"


@pytest.fixture
def shop(python: Path, tmp_path: Path) -> Shop:
    """Return the small repository, its files committed on the branch main."""
    folder = tmp_path / "shop"
    shutil.copytree(ROOT / "template/quality", folder / "quality")
    shutil.copy(ROOT / "template/.coveragerc", folder / ".coveragerc")
    shop = Shop(folder, python)
    for name, text in FILES.items():
        shop.write(name, dedent(text))
    shop.replace(".coveragerc", {"source = app": "source = shop"})
    shop.replace("quality/settings.toml", SETTINGS)
    make_repository(folder)
    return shop
