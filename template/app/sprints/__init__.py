"""Sprints: spans of days that a workspace plans its work for."""
