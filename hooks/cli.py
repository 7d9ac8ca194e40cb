"""The command line of the hooks."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hooks.scope import Scope
from hooks.tree import ANSWERS_FILE, Tree
from hooks.update.versions import NotRenderedError

_INTERRUPTED = 130
_SOURCE = Path(__file__).resolve().parent.parent


def run(arguments: Sequence[str]) -> int:
    """Check the service in the working directory.

    Args:
        arguments: what follows the program's name on the command line.

    Returns:
        Exit status, as listed in `hooks/check.py`.
    """
    options = _parse(arguments)
    try:
        scope = Scope(Path.cwd(), options.template or _folder(options.answers), options.answers)
        versions = (options.old_version, options.new_version)
        if options.stage == "before":
            from hooks.update.before import prepare  # noqa: PLC0415 - needed by updates only

            return prepare(scope, options.answers, *versions)
        if options.stage == "after":
            from hooks.update.merged import check_merged  # noqa: PLC0415 - needed by updates only

            return check_merged(scope, options.answers, *versions)
        from hooks.rendered import check_rendered  # noqa: PLC0415 - not needed after a merge

        return check_rendered(
            scope, options.answers, options.operation, kind=options.kind, quiet=options.quiet
        )
    except KeyboardInterrupt:
        sys.stderr.write("\nTouchstone: interrupted; the generated files are not sealed.\n")
        return _INTERRUPTED
    except NotRenderedError as error:
        sys.stderr.write(
            f"Touchstone: the new version cannot be rendered a second time: {error}.\n"
            "The update is not finished; `git restore --staged --worktree .` takes it back.\n"
        )
        return 1
    except OSError as error:
        sys.stderr.write(
            f"Touchstone: {error.strerror or error} ({error.filename or Path.cwd()}). "
            "The generated files are not sealed; make the directory writable and repeat.\n"
        )
        return 1


def _folder(answers_file: str) -> Path:
    """Return the folder of the template that the answers stand for, as `_subdirectory` does."""
    kind = Tree(Path.cwd(), (), answers_file).answers.get("kind")
    return _SOURCE / ("adoption" if kind == "existing" else "template")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; ends the program with status 2 when they are wrong."""
    parser = argparse.ArgumentParser(
        prog="check.py", description="Check the service in the working directory."
    )
    parser.add_argument("--operation", choices=("copy", "update"), default="copy")
    parser.add_argument("--stage", choices=("before", "after"), help="of an update")
    parser.add_argument("--old-version", default="0", help="what the update starts from, PEP 440")
    parser.add_argument("--new-version", default="0", help="what the update leads to, PEP 440")
    parser.add_argument("--kind", default="new", help="the answer to the question `kind`")
    parser.add_argument("--answers", default=ANSWERS_FILE, help="path of Copier's answers file")
    parser.add_argument("--quiet", default=False, type=_is_true, help="True: silent on success")
    parser.add_argument("--template", type=Path, help="the folder that was rendered")
    options = parser.parse_args(arguments)
    if options.template and not options.template.is_dir():
        parser.error(f"there is no template folder at {options.template}")
    return options


def _is_true(text: str) -> bool:
    """Read a truth value as Jinja prints it."""
    return text.strip().lower() == "true"
