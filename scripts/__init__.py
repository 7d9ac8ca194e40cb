"""The commands of this repository; `try.py` and `test.py` are run, the rest is imported."""
