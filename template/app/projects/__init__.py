"""Projects: work that belongs together, and who leads it."""
