"""Links in the documentation lead somewhere."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from hooks.findings import Finding, check
from hooks.tree import Tree

_FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->")
_TARGETS = (
    re.compile(r"\]\(\s*(<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))+)"),
    re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s*(<[^>\n]*>|\S+)"),
    re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src)=[\"']([^\"']+)[\"']"),
)
_ELSEWHERE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?)")
# Made by the first `uv run` or by a test run, so never by the template.
MADE_LATER = ("uv.lock", ".env", "htmlcov", "coverage.xml", ".coverage", ".data", ".venv")


@check("links-resolve")
def links_resolve(tree: Tree) -> Iterator[Finding]:
    """Relative links in Markdown files lead to files that exist."""
    for file in tree.matching("*.md"):
        for number, target in _links(tree.lines(file)):
            path = _path_of(file, target)
            if path is None or tree.from_answer(target):
                continue
            if not (tree.exists(path) or is_made_later(path)):
                yield Finding(
                    file,
                    number,
                    f"The link leads to '{target}', and there is no such file.",
                    "Correct the path (it counts from the folder of this file), or add the file.",
                )
    for file in tree.files:
        if not tree.exists(file):
            yield Finding(
                file,
                None,
                "This symbolic link leads to nothing.",
                "Correct the link, or add the file it names.",
            )


def is_made_later(path: str) -> bool:
    """Tell whether a path is one that tools make after the service was generated."""
    return path.partition("/")[0] in MADE_LATER


def _links(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield line number and target of each link outside of code."""
    fence = ""
    for number, line in enumerate(lines, start=1):
        mark = _FENCE.match(line)
        if mark and mark[1].startswith(fence):
            fence = "" if fence else mark[1]
            continue
        if fence:
            continue
        text = _COMMENT.sub("", _CODE.sub("", line))
        for pattern in _TARGETS:
            for found in pattern.finditer(text):
                yield number, found[1].strip("<>")


def _path_of(file: str, target: str) -> str | None:
    """Return the path a link means, from the top; None when it leaves this repository."""
    if _ELSEWHERE.match(target):
        return None
    path = unquote(re.split(r"[#?]", target, maxsplit=1)[0])
    # A leading slash is the top of the repository where forges show Markdown.
    full = normpath(path.lstrip("/") if path.startswith("/") else join(dirname(file), path))
    return None if full.startswith("..") else full
