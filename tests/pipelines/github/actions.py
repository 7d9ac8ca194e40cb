"""Stand-ins for the actions that the workflows use.

Each does on this machine what its documentation promises, as far as the workflows ask for it; an
input that a stand-in does not know is an error.
"""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from os.path import commonpath
from pathlib import Path

from tests.installing import UV, interpreters
from tests.pipelines.github.workflows import UnsupportedError


class ActionError(Exception):
    """An action ends red, with this message."""


@dataclass
class Store:
    """What outlives a job.

    Attributes:
        origin: the repository on the server.
        artifacts: of the current run; a folder for each, by name.
        caches: of the repository; a folder for each branch, with one for each key.
        programs: a folder for the programs that actions install.
    """

    origin: Path
    artifacts: Path
    caches: Path
    programs: Path


@dataclass
class Call:
    """One use of an action.

    Attributes:
        inputs: what the workflow says under `with`.
        workspace: the folder of the job.
        store: what outlives the job.
        ref: the full name of what the run is about.
        base: the branch whose caches the run may read beside its own.
        sha: the commit that the run is about.
        log: gets a line for whatever should be seen.
        env: variables for the following steps.
        path: folders of programs for the following steps.
        outputs: values for `steps.<id>.outputs`.
        after: what is left to do when the job has succeeded.
    """

    inputs: Mapping[str, str]
    workspace: Path
    store: Store
    ref: str
    base: str
    sha: str
    log: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    path: list[Path] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    after: list[Callable[[], None]] = field(default_factory=list)

    def take(self, *known: str) -> list[str]:
        """Return the values of inputs by name, empty where they are not given.

        Raises:
            UnsupportedError: others are given.
        """
        unknown = set(self.inputs) - set(known)
        if unknown:
            raise UnsupportedError(f"the stand-in does not know {', '.join(sorted(unknown))}")
        return [self.inputs.get(name, "") for name in known]


def checkout(call: Call) -> None:
    """Clone the repository into the workspace: one commit deep, with `fetch-depth: 0` all of it."""
    depth, credentials, ref = call.take("fetch-depth", "persist-credentials", "ref")
    if credentials != "false":
        raise UnsupportedError("credentials that stay behind in the workspace are not modelled")
    wanted = [f"+{ref or call.sha}:refs/remotes/origin/checked-out"]
    if depth == "0":
        wanted.append("+refs/heads/*:refs/remotes/origin/*")
    limit = [] if depth == "0" else [f"--depth={depth or 1}"]
    for arguments in (
        ["init", "--quiet"],
        ["remote", "add", "origin", call.store.origin.as_uri()],
        ["fetch", "--quiet", "--no-tags", *limit, "origin", *wanted],
        ["checkout", "--quiet", "--detach", "refs/remotes/origin/checked-out"],
    ):
        _git(call.workspace, *arguments)
    call.log.append(f"checked out {ref or call.sha}")


def setup_uv(call: Call) -> None:
    """Put uv and the Pythons of this machine on PATH.

    uv is the one of this repository's tools: its version is not the one asked for. Its cache is
    the machine's, so nothing is restored or saved.
    """
    version, python, *_ = call.take("version", "python-version", "enable-cache", "save-cache")
    if not version:
        raise ActionError("without a version, whatever is newest would be installed")
    call.path.append(call.store.programs)
    call.store.programs.mkdir(exist_ok=True)
    programs = {"uv": UV} | {f"python{name}": path for name, path in interpreters().items()}
    for name, program in programs.items():
        link = call.store.programs / name
        if not link.exists():
            link.symlink_to(program)
    # There is no network to fetch one from.
    call.env["UV_PYTHON_DOWNLOADS"] = "never"
    if python:
        call.env["UV_PYTHON"] = python


def upload_artifact(call: Call) -> None:
    """Keep files for other jobs and for people, once under each name."""
    name, paths, hidden, if_none, days, overwrite = call.take(
        "name", "path", "include-hidden-files", "if-no-files-found", "retention-days", "overwrite"
    )
    if not days:
        raise UnsupportedError("an artifact says how long it is kept")
    patterns = [line.strip() for line in paths.splitlines() if line.strip()]
    found = sorted({file for pattern in patterns for file in _files(call.workspace, pattern)})
    if hidden != "true":
        found = [
            file
            for file in found
            if not any(part.startswith(".") for part in file.relative_to(call.workspace).parts)
        ]
    if not found:
        message = f"no files were found with the path {', '.join(patterns)}"
        if if_none == "error":
            raise ActionError(message)
        call.log.append(message)
        return
    target = call.store.artifacts / name
    if target.exists() and overwrite != "true":
        raise ActionError(f"an artifact of the name {name} exists already")
    root = _root(call.workspace, patterns)
    for file in found:
        destination = target / file.relative_to(root)
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, destination)
    call.log.append(f"kept {len(found)} files as {name}")


def download_artifact(call: Call) -> None:
    """Fetch what other jobs of the run kept: one by name, or all that fit a pattern."""
    name, pattern, path, merge = call.take("name", "pattern", "path", "merge-multiple")
    folder = call.workspace / path
    kept = sorted(call.store.artifacts.iterdir()) if call.store.artifacts.exists() else []
    chosen = [one for one in kept if fnmatchcase(one.name, name or pattern or "*")]
    if name and not chosen:
        raise ActionError(f"there is no artifact {name}")
    for artifact in chosen:
        together = name or merge == "true"
        target = folder if together else folder / artifact.name
        shutil.copytree(artifact, target, dirs_exist_ok=True)
    call.log.append(f"fetched {', '.join(one.name for one in chosen) or 'nothing'}")


def restore_cache(call: Call) -> None:
    """Bring back the newest cache with the key, or with one of the beginnings in restore-keys."""
    path, key, beginnings = call.take("path", "key", "restore-keys")
    _restore(call, path, key, beginnings)


def save_cache(call: Call) -> None:
    """Keep files under a key, for later runs of the branch and of requests that go to it."""
    path, key = call.take("path", "key")
    _save(call, path, key)


def cache(call: Call) -> None:
    """Bring back a cache now, and keep the files under the key when the job has succeeded."""
    path, key, beginnings = call.take("path", "key", "restore-keys")
    if not _restore(call, path, key, beginnings):
        call.after.append(lambda: _save(call, path, key))


def _restore(call: Call, path: str, key: str, beginnings: str) -> bool:
    """Tell whether the very key was there."""
    # A run sees the caches of its own branch and of the base; never those of other branches.
    scopes = [call.store.caches / _scope(name) for name in (call.ref, f"refs/heads/{call.base}")]
    wanted = [key, *(f"{line.strip()}*" for line in beginnings.splitlines() if line.strip())]
    for pattern in wanted:
        for scope in scopes:
            kept = [one for one in _newest_first(scope) if fnmatchcase(one.name, pattern)]
            if kept:
                _copy(kept[0], call.workspace)
                call.log.append(f"restored {path} from {kept[0].name}")
                call.outputs.update({"cache-hit": "true", "cache-matched-key": kept[0].name})
                return pattern == key
    call.log.append(f"nothing is cached under {key}")
    return False


def _save(call: Call, path: str, key: str) -> None:
    target = call.store.caches / _scope(call.ref) / key
    if target.exists():
        call.log.append(f"{key} is cached already")
        return
    found = [file for line in path.splitlines() for file in _files(call.workspace, line.strip())]
    for file in found:
        destination = target / file.relative_to(call.workspace)
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, destination)
    call.log.append(f"cached {len(found)} files under {key}")


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True)


def _newest_first(scope: Path) -> list[Path]:
    kept = scope.iterdir() if scope.exists() else []
    return sorted(kept, key=lambda one: one.stat().st_ctime_ns, reverse=True)


def _scope(ref: str) -> str:
    """Return the folder of a branch's caches."""
    return ref.replace("/", "_")


def _files(workspace: Path, pattern: str) -> list[Path]:
    """Return the files that a path names: itself, those below a folder, or those that match."""
    place = workspace / pattern
    if place.is_file():
        return [place]
    found = [place] if place.is_dir() else list(workspace.glob(pattern))
    inside = [file for one in found if one.is_dir() for file in one.rglob("*")]
    return [file for file in [*found, *inside] if file.is_file()]


def _root(workspace: Path, patterns: list[str]) -> Path:
    """Return the folder from which the files of an artifact keep their places."""
    fixed = [workspace / _before_wildcard(pattern) for pattern in patterns]
    places = [place.parent if place.is_file() else place for place in fixed]
    return Path(commonpath(places))


def _before_wildcard(pattern: str) -> Path:
    parts = Path(pattern).parts
    plain = next((n for n, part in enumerate(parts) if set(part) & set("*?[")), len(parts))
    return Path(*parts[:plain])


def _git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        raise ActionError(f"git {' '.join(arguments)}: {result.stderr}")


STAND_INS: dict[str, Callable[[Call], None]] = {
    "actions/cache": cache,
    "actions/cache/restore": restore_cache,
    "actions/cache/save": save_cache,
    "actions/checkout": checkout,
    "actions/download-artifact": download_artifact,
    "actions/upload-artifact": upload_artifact,
    "astral-sh/setup-uv": setup_uv,
}
