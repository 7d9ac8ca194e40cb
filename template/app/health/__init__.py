"""Says whether the service is alive and whether it can do its work."""
