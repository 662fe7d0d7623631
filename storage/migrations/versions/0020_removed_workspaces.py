"""A workspace can be shut out again: what came from it stays.

Revision: 0020, after 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Those that were let in stay in."""
    op.add_column("workspaces", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
