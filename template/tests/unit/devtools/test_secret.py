"""The key for development."""

from pathlib import Path

from devtools.secret import prepare


def test_prepare_secret_second_time_gives_the_key_of_the_first(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret-key"

    first = prepare(file)

    assert prepare(file) == first == {"SECRET_KEY": file.read_text()}
    assert len(first["SECRET_KEY"]) == 43


def test_prepare_secret_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"

    prepare(file)

    assert file.stat().st_mode & 0o077 == 0


def test_prepare_secret_interrupted_before_leaves_no_empty_key(tmp_path: Path) -> None:
    file = tmp_path / "secret-key"
    file.touch()

    assert len(prepare(file)["SECRET_KEY"]) == 43
