"""Holds the tests of this repository against the rules that services get.

Run it with the tools' Python: .venv/bin/python scripts/quality.py [PATH ...]
"""

import runpy
import sys
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent.parent / "template"

if __name__ == "__main__":
    sys.path.insert(0, str(TEMPLATE))
    runpy.run_module("quality.lint", run_name="__main__", alter_sys=True)
