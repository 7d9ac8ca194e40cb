"""Workspaces: the tenants of the service, who belongs to them, and what keeps them apart."""
