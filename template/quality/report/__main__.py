"""Writes a page with what the last runs of the other commands measured, and the same as Markdown."""

import argparse
import json
from pathlib import Path

from quality.command import OK, run_command
from quality.paths import REPORT, REPORT_FIGURES, REPORT_PAGE, REPORT_SUMMARY
from quality.report.figures import gather
from quality.report.page import draw_page
from quality.report.summary import write_summary
from quality.settings import read_settings

EPILOG = """\
It runs nothing: `cover`, `quality` and `mutate` measure, and what did not run is left out. The page needs no server and
no network.
"""


def main() -> int:
    """Write the report.

    Returns:
        0, whatever it says.
    """
    parser = argparse.ArgumentParser(prog="poe report", description=__doc__, epilog=EPILOG)
    previous = f"compare with an earlier run: its {REPORT_FIGURES.name}"
    parser.add_argument("--previous", type=Path, metavar="FILE", help=previous)
    settings = read_settings()
    figures = gather(settings, parser.parse_args().previous)
    REPORT.mkdir(parents=True, exist_ok=True)
    REPORT_PAGE.write_text(draw_page(figures, settings), encoding="utf-8")
    REPORT_SUMMARY.write_text(write_summary(figures, settings), encoding="utf-8")
    REPORT_FIGURES.write_text(json.dumps(figures.numbers, indent=2) + "\n", encoding="utf-8")
    print(f"The page: {REPORT_PAGE}\nThe same as Markdown: {REPORT_SUMMARY}\nIts figures: {REPORT_FIGURES}")
    return OK


if __name__ == "__main__":
    run_command(main)
