"""A PostgreSQL server that somebody already has, as DATABASE_URL names one."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Command: TypeAlias = list[str | Path]

# initdb refuses to run as the administrator.
UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class GivenServer:
    """A running server.

    Attributes:
        programs: the folder of its programs.
        port: where it listens on this machine.
        owner: the user who may do everything.
        password: of that user; without one, nobody is asked for any.
    """

    programs: Path
    port: int
    owner: str = "owner"
    password: str = ""

    def url(self, database: str) -> str:
        """Return the URL of a database."""
        user = f"{self.owner}:{self.password}" if self.password else self.owner
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def query(self, database: str, statement: str) -> str:
        """Run SQL.

        Returns:
            The rows as text.

        Raises:
            subprocess.CalledProcessError: the server refused it.
        """
        psql: Command = [
            self.programs / "psql",
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
        ]
        command = [*psql, "--set=ON_ERROR_STOP=1", self.url(database), f"--command={statement}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def installed_programs() -> list[Path]:
    """Return the folders with the programs of the PostgreSQL servers on this machine."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return [folder for folder in folders if (folder / "psql").exists()]


@contextmanager
def run_server(programs: Path, owner: str = "owner", password: str = "") -> Iterator[GivenServer]:
    """Run a server of its own, with an empty data folder.

    Args:
        programs: the folder of its programs.
        owner: the user who may do everything.
        password: of that user; without one, nobody is asked for any.

    Yields:
        The server, ready for connections.

    Raises:
        subprocess.CalledProcessError: it could not be set up or did not start.
    """
    # Not below pytest's folder, which only its owner may enter.
    with tempfile.TemporaryDirectory(prefix="touchstone-server-") as name:
        folder = Path(name)
        user = UNPRIVILEGED if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        server = GivenServer(programs, free_port(), owner, password)
        options = f"-c listen_addresses=127.0.0.1 -p {server.port} -k {folder} -c fsync=off"
        control: Command = [programs / "pg_ctl", f"--pgdata={data}", "--wait", "--silent"]
        initdb: Command = [
            programs / "initdb",
            f"--pgdata={data}",
            f"--username={owner}",
            *_authentication(folder, password),
        ]
        _run([*initdb, "--encoding=UTF8", "--no-sync"], folder, user)
        _run([*control, f"--log={folder / 'log'}", f"--options={options}", "start"], folder, user)
        try:
            yield server
        finally:
            _run([*control, "--mode=immediate", "stop"], folder, user)


def _authentication(folder: Path, password: str) -> Command:
    """Return the options of initdb by which users are asked for their password, or are not."""
    if not password:
        return ["--auth=trust"]
    file = folder / "password"
    file.write_text(password)
    return ["--auth=scram-sha-256", f"--pwfile={file}"]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: Command, folder: Path, user: str | None) -> None:
    """Run one of the server's programs, as a user who may."""
    output = folder / "output"
    with output.open("w") as file:
        subprocess.run(
            command, check=True, cwd=folder, user=user, stdout=file, stderr=subprocess.STDOUT
        )
