"""No secret has a value that works.

A password for a database that only ever runs on a developer's machine, or as a service of one CI
job, is no secret. Such a line is allowed by a comment on it, or on the line above, that says why:

    # touchstone: allow-secret only reachable from this machine
    POSTGRES_PASSWORD: service

Without a reason the comment allows nothing.
"""

import re
from collections.abc import Iterator

from hooks.findings import Finding, check
from hooks.tree import Tree

_FILES = (
    ".env*", "*.env", "*.yml", "*.yaml", "*.toml", "*.ini", "*.cfg", "*.sh",
    "Dockerfile", "Dockerfile.*", "*.Dockerfile", "Makefile", "justfile",
)  # fmt: skip
# Python only where settings are declared: elsewhere such names are parameters and columns.
_SETTINGS = re.compile(r"(?:^|/)(?:settings|config)(?:/|\w*\.py$|\.)")

_WORD = (
    r"(?:secret|secret[_-]?key|password|passwd|token|api[_-]?key|private[_-]?key|signing[_-]?key"
    r"|encryption[_-]?key|pepper)"
)
_ASSIGNED = re.compile(
    rf"(?<!\$\{{)(?<![\w.-])((?:[\w.-]*[_.-])?{_WORD})[\"']?(?:\s*[:=]\s*|=)"
    r"(\"[^\"]*\"|'[^']*'|\$\{[^}]*\}|<[^>]*>|[^\s,#}\]]+)",
    re.IGNORECASE,
)
_PYTHON = re.compile(
    rf"^\s*((?:\w*_)?{_WORD})\s*(?::[^=]*)?=\s*(?:\w*SecretStr\(|Field\(\s*(?:default\s*=\s*)?"
    r"(?:\w*SecretStr\()?)?\s*[rb]?(\"[^\"]+\"|'[^']+')",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s:/@\"']*:([^\s@/\"']+)@", re.IGNORECASE)
_ALLOWED = re.compile(r"(?:#|//)\s*touchstone: allow-secret\s+\S")
# Filled in by someone else, or no value: `$NAME`, `${NAME}`, `${NAME:?text}`, `<placeholder>`, …
_REFERENCE = re.compile(r"^\$(?:\w+|\{\w+\}|\{\w+:?\?[^}]*\}|\{\{.*|\(.*|\[.*)")
_SECRET_FALLBACK = re.compile(rf"\$\{{((?:\w*_)?{_WORD}):?-[^}}]+\}}", re.IGNORECASE)
_NO_VALUE = re.compile(
    r"^(?:|<.*>|%\(.*|\{.*|\[.*|true|false|null|none|~|\*+|[|>][+-]?|[&!].*)$", re.IGNORECASE
)
# GitHub's permission to ask for an identity, with the values read, write, none.
_NOT_SECRETS = frozenset({"id-token", "id_token"})


@check("no-default-secret")
def no_default_secret(tree: Tree) -> Iterator[Finding]:
    """No secret has a usable default value."""
    configuration = {file for file in tree.matching(*_FILES) if file != tree.answers_file}
    settings = {file for file in tree.matching("app/*.py") if _SETTINGS.search(file)}
    for file in sorted(configuration | settings):
        lines = tree.lines(file)
        for number, line in enumerate(lines, start=1):
            above = lines[number - 2] if number > 1 else ""
            if line.lstrip().startswith("#") or _ALLOWED.search(line) or _ALLOWED.search(above):
                continue
            name = _secret_in(line, _PYTHON if file in settings else _ASSIGNED)
            if name and not tree.from_answer(line.strip()):
                yield Finding(
                    file,
                    number,
                    f"{name} has a value that works, the same in every service made from this "
                    "template.",
                    "Leave the value empty or take it from the environment. For a development-only "
                    "value, say why on the line above: `# touchstone: allow-secret <reason>`.",
                )


def _secret_in(line: str, assignment: re.Pattern[str]) -> str | None:
    """Return what in a line has a usable secret value, or None. The value is never returned."""
    for found in assignment.finditer(line):
        if found[1].lower() not in _NOT_SECRETS and _is_usable(found[2]):
            return f"`{found[1]}`"
    fallback = _SECRET_FALLBACK.search(line)
    if fallback:
        return f"`{fallback[1]}`"
    for found in _IN_ADDRESS.finditer(line):
        if _is_usable(found[1]):
            return "The password in the address"
    return None


def _is_usable(value: str) -> bool:
    """Tell whether a written value is one that someone could log in with."""
    bare = value.strip().strip("\"'")
    return not (_REFERENCE.match(bare) or _NO_VALUE.match(bare))
