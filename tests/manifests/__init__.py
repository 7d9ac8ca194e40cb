"""Which files a service has.

Each text file here lists the files that come with some answers, one path a line: `always.txt` those
of every service, `starter=accounts.txt` those of one answer, `starter=accounts,database=sqlite.txt`
those of two answers together. A starter contains the ones before it, so it meets their lists too. A
service has the files of every list that its answers meet, and no others.
"""

from collections.abc import Mapping
from pathlib import Path

from tests.rendering import choices

HERE = Path(__file__).parent


def conditions(file: Path) -> dict[str, str]:
    """Return the answers that a list asks for, by question."""
    return {} if file.stem == "always" else dict(part.split("=") for part in file.stem.split(","))


def meets(answers: Mapping[str, str], question: str, wanted: str) -> bool:
    """Say whether answers bring what belongs to one answer, as it is or inside a higher level."""
    given = answers.get(question)
    if question != "starter" or given is None:
        return given == wanted
    levels = choices("starter")
    return levels.index(given) >= levels.index(wanted)


def expected_files(answers: Mapping[str, str]) -> set[str]:
    """Return the paths of every list that the answers meet."""
    met = [
        file
        for file in HERE.glob("*.txt")
        if all(meets(answers, *condition) for condition in conditions(file).items())
    ]
    return {path for file in met for path in file.read_text(encoding="utf-8").split("\n") if path}


def compare(actual: set[str], answers: Mapping[str, str]) -> str:
    """Say how rendered files differ from the lists.

    Args:
        actual: paths of the rendered files.
        answers: what they were rendered with.

    Returns:
        Nothing when they do not differ, else what to do about it.
    """
    expected = expected_files(answers)
    unexpected = [f"  + {path}" for path in sorted(actual - expected)]
    missing = [f"  - {path}" for path in sorted(expected - actual)]
    if not unexpected + missing:
        return ""
    asked = ", ".join(f"{question}={answer}" for question, answer in answers.items())
    lines = [
        f"The files of a service with {asked} differ from the lists in tests/manifests/.",
        "  + is rendered and in no list: write it into the list of the answers that it belongs to.",
        "  - is in a list and not rendered: remove it there, or look at _exclude in copier.yml.",
    ]
    return "\n".join([*lines, *unexpected, *missing])
