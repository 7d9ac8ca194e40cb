"""The repository on the server, from which pipelines get their code."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import run

from tests.rendering import git

MAIN = "main"
Change = Callable[[Path], object]


class Origin:
    """A bare repository, and the working copy of whoever pushes to it.

    Attributes:
        path: the bare repository.
        worktree: the working copy, on the default branch.
    """

    def __init__(self, service: Path, folder: Path) -> None:
        """Put a service under git and push it.

        Args:
            service: the files of the first commit; they are copied.
            folder: a folder for both repositories.
        """
        self.path = folder / "origin.git"
        self.worktree = folder / "worktree"
        shutil.copytree(service, self.worktree)
        git(self.worktree, "init", "--quiet", f"--initial-branch={MAIN}")
        git(self.worktree, "add", "--all")
        git(self.worktree, "commit", "--quiet", "--message", "First")
        git(folder, "init", "--quiet", "--bare", f"--initial-branch={MAIN}", str(self.path))
        # A shallow fetch of one commit, as the checkout action does it.
        git(self.path, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(self.worktree, "remote", "add", "origin", str(self.path))
        git(self.worktree, "push", "--quiet", "origin", MAIN)

    def push(self, branch: str, *changes: Change) -> str:
        """Push a commit with changes to a branch, which starts at the default branch when new.

        Returns:
            The commit.
        """
        existing = git(self.worktree, "branch", "--list", branch).strip()
        git(self.worktree, "checkout", "--quiet", *([] if existing else ["-b"]), branch)
        for change in changes:
            change(self.worktree)
        git(self.worktree, "add", "--all")
        git(self.worktree, "commit", "--quiet", "--allow-empty", "--message", "Change")
        git(self.worktree, "push", "--quiet", "--force", "origin", branch)
        sha = git(self.worktree, "rev-parse", "HEAD").strip()
        git(self.worktree, "checkout", "--quiet", MAIN)
        return sha

    def open_request(self, branch: str, number: int = 1) -> None:
        """Make the merge commit that a pull request from a branch is tested at."""
        git(self.worktree, "checkout", "--quiet", "--detach", MAIN)
        git(self.worktree, "merge", "--quiet", "--no-ff", "--message", "Merge", branch)
        git(self.worktree, "push", "--quiet", "--force", "origin", f"HEAD:refs/pull/{number}/merge")
        git(self.worktree, "checkout", "--quiet", MAIN)

    def commit_for(self, ref: str) -> str:
        """Return the commit that a full name of a branch or a request stands for."""
        return git(self.path, "rev-parse", "--verify", ref).strip()

    def export(self, sha: str, target: Path, path: str) -> Path:
        """Write the files of a folder as they are in a commit.

        Args:
            sha: the commit.
            target: a new folder.
            path: of the folder in the repository.

        Returns:
            The target; empty when the commit has no such folder.
        """
        target.mkdir(parents=True)
        command = ["git", "-C", str(self.path), "archive", f"{sha}:{path}"]
        archive = run(command, capture_output=True, check=False).stdout
        if archive:
            run(["tar", "--extract", "--directory", str(target)], input=archive, check=True)
        return target
