"""Workspaces: the tenants of the service, who belongs to them, and what keeps them apart.

Whoever imports any of it gets sessions that are kept apart: nobody can name a tenant's model and forget the rest.
"""

from app.workspaces import isolation

__all__ = ["isolation"]
