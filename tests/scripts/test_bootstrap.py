"""The tools' environment is made, reused and repaired."""

import hashlib
import importlib.util
import subprocess
import sys
import zipfile
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from scripts.bootstrap import check_machine, installation_problem, prepare_tools
from scripts.console import ProblemError


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Return a lock file with one package that lies beside it."""
    wheel = tmp_path / "feather-1.0-py3-none-any.whl"
    information = "feather-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("feather.py", "WEIGHT = 1\n")
        archive.writestr(
            f"{information}/METADATA", "Metadata-Version: 2.1\nName: feather\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{information}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    file = tmp_path / "tools.lock"
    file.write_text(f"feather @ {wheel.as_uri()} --hash=sha256:{digest}\n")
    return file


def weight(programs: Path) -> str:
    """Return what the installed package says."""
    command = [str(programs / "python"), "-c", "import feather; print(feather.WEIGHT)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_prepare_tools_absent_environment_installs_the_lock(tmp_path: Path, lock: Path) -> None:
    programs = prepare_tools(lock, tmp_path / ".venv")

    assert weight(programs) == "1"


def test_prepare_tools_finished_environment_is_left_alone(tmp_path: Path, lock: Path) -> None:
    venv = tmp_path / ".venv"
    prepare_tools(lock, venv)
    # Without the package's file a second installation would have to fail.
    tmp_path.joinpath("feather-1.0-py3-none-any.whl").unlink()

    programs = prepare_tools(lock, venv)

    assert weight(programs) == "1"


def test_prepare_tools_interrupted_environment_is_made_anew(tmp_path: Path, lock: Path) -> None:
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)

    programs = prepare_tools(lock, venv)

    assert weight(programs) == "1"


def test_prepare_tools_moved_environment_is_made_anew(tmp_path: Path, lock: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    prepare_tools(lock, before)
    before.rename(after)

    programs = prepare_tools(lock, after)

    interpreter = f"python3.{sys.version_info.minor}"
    assert (programs / "pip").read_text().splitlines()[0] == f"#!{after}/bin/{interpreter}"
    assert weight(programs) == "1"


def test_prepare_tools_changed_package_is_refused_by_its_hash(tmp_path: Path, lock: Path) -> None:
    with zipfile.ZipFile(tmp_path / "feather-1.0-py3-none-any.whl", "a") as archive:
        archive.writestr("malware.py", "")

    with pytest.raises(ProblemError, match="pip could not install the tools") as caught:
        prepare_tools(lock, tmp_path / ".venv")

    assert "DO NOT MATCH THE HASHES" in caught.value.details


def test_prepare_tools_file_in_the_way_says_so(tmp_path: Path, lock: Path) -> None:
    venv = tmp_path / ".venv"
    venv.write_text("mine")

    with pytest.raises(ProblemError, match="could not be made"):
        prepare_tools(lock, venv)

    assert venv.read_text() == "mine"


def test_check_machine_with_everything_passes() -> None:
    check_machine()


def test_check_machine_without_git_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ProblemError, match="git was not found on PATH") as caught:
        check_machine()

    assert "sudo apt install git" in caught.value.remedy


def test_check_machine_without_ensurepip_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    specs: dict[str, ModuleSpec | None] = {"venv": ModuleSpec("venv", None), "ensurepip": None}
    monkeypatch.setattr(importlib.util, "find_spec", specs.__getitem__)

    with pytest.raises(ProblemError, match="cannot create virtual environments") as caught:
        check_machine()

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt install python{version}-venv" in caught.value.remedy


@pytest.mark.parametrize(
    "output",
    [
        "WARNING: Retrying ... NewConnectionError('<pip...>: Failed to establish a new connection",
        "error: Failed to fetch: `packages/copier/`\n  Caused by: dns error",
    ],
)
def test_installation_problem_of_the_network_is_one_short_message(output: str) -> None:
    problem = installation_problem("pip", "the tools", output)

    assert problem.details == ""
    assert problem.problem == "pip could not reach the package index to install the tools"
    assert "HTTPS_PROXY" in problem.remedy


def test_installation_problem_of_another_kind_shows_the_output() -> None:
    problem = installation_problem("pip", "the tools", "No space left on device")

    assert problem.details == "No space left on device"
    assert problem.problem == "pip could not install the tools"
