"""What an adoption adds to a repository that existed before, and what its owner may add by hand."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from hooks.scope import Scope

LIST = ".touchstone/files.txt"
WORKFLOW = ".github/workflows/test-quality.yml"


class Step(NamedTuple):
    """Something that the owner may do by hand.

    Attributes:
        why: What it is for, in one or two sentences.
        lines: What to type or to write.
    """

    why: str
    lines: tuple[str, ...]


def write_list(scope: Scope, answers_file: str) -> None:
    """Write down each added file with the digest of what it is; `remove` reads it.

    Called when the files are as the template rendered them: before an update merges edits back.

    Args:
        scope: which files are the template's.
        answers_file: path of Copier's answers file, which changes without being edited.

    Raises:
        OSError: the list cannot be written.
    """
    lines = []
    for file in sorted(added(scope)):
        if file not in {answers_file, LIST}:
            content = (scope.root / file).read_bytes().replace(b"\r\n", b"\n")
            lines.append(f"{hashlib.sha256(content).hexdigest()}  {file}\n")
    lines.append(f"{'-' * 64}  {answers_file}\n")
    (scope.root / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")


def added(scope: Scope) -> Iterator[str]:
    """Yield the files that the answers bring; one of the owner's at the path of another is none."""
    with_workflow = scope.answers.get("ci") == "github" and not scope.answers.get("subfolder")
    for file in scope.sources:
        if file != WORKFLOW or with_workflow:
            yield file


def by_hand(scope: Scope) -> Iterator[Step]:
    """Yield what the adoption left to the owner."""
    answers = scope.answers
    subfolder = answers.get("subfolder", "")
    prefix = f"{subfolder}/" if subfolder else ""
    if answers.get("ci") == "gitlab":
        yield Step(
            "GitLab reads one file, and yours stays as it is. For the new job, add to "
            ".gitlab-ci.yml at the top of the repository (and `test` to its stages, if it lists "
            "stages):",
            ("include:", f"  - local: {prefix}.touchstone/ci/gitlab.yml"),
        )
    if answers.get("ci") == "github" and subfolder:
        target = f".github/workflows/test-quality-{subfolder.replace('/', '-')}.yml"
        yield Step(
            "GitHub reads workflows at the top of a repository only, and this project stands in a "
            "folder of one. At the top:",
            (f"cp {prefix}.touchstone/ci/github.yml {target}",),
        )
    if answers.get("ci") != "github" and (scope.root / WORKFLOW).exists():
        yield Step(
            f"{WORKFLOW} was there before and stays as it is. For the new checks, add these steps "
            "to a job in it:",
            (
                "- run: python .touchstone install",
                "- run: python .touchstone ratchet check",
            ),
        )
