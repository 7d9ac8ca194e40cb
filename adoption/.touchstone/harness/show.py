"""Shows what the commands go by."""

import argparse
from collections.abc import Sequence

from harness.detection import detect
from harness.project import ROOT, read_settings


def main(arguments: Sequence[str]) -> int:
    """Print what was found."""
    parser = argparse.ArgumentParser(
        prog="python .touchstone detect",
        description="Shows what was found in the project. "
        "Whatever is not right is corrected in .touchstone/settings.toml.",
    )
    parser.parse_args(arguments)
    facts = detect(ROOT, read_settings())
    first, second = (max(len(getattr(fact, name)) for fact in facts) for name in ("what", "value"))
    for fact in facts:
        print(f"{fact.what:{first}}  {fact.value:{second}}  ({fact.source})")
    return 0
