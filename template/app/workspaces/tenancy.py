"""What makes a table belong to a workspace."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class TenantOwned:
    """Mixin of every model whose rows belong to one workspace.

    A reference from one such table to another includes `workspace_id` on both sides, because databases check foreign
    keys without regard to who may see what: `ForeignKeyConstraint(["workspace_id", "project_id"], …)`.
    """

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), index=True)
