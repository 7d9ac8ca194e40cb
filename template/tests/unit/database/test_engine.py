"""Which database the service talks to."""

import pytest

from app.database.engine import create_engine, require_dialect


@pytest.mark.parametrize("url", ["", "nothing", "://host/name"])
def test_require_dialect_no_url_raises_and_shows_the_form(url: str) -> None:
    with pytest.raises(ValueError, match=r"not the URL of a database: dialect://user:password@host/name"):
        require_dialect(url)


def test_require_dialect_without_module_raises_and_names_the_file() -> None:
    with pytest.raises(ValueError, match=r"asks for oracle, and the service has no app/database/oracle\.py"):
        require_dialect("oracle://user:secret@host/name")


def test_create_engine_without_module_raises_and_hides_the_password() -> None:
    with pytest.raises(ValueError, match="asks for oracle") as error:
        create_engine("oracle://user:secret@host/name")

    assert "secret" not in str(error.value)
