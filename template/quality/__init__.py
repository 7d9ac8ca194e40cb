"""The machine's side of docs/TESTING_QUALITY_STANDARDS.md."""
