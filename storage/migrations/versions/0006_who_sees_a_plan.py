"""Who sees a plan, and how it is run.

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who sees a plan, and how it is run."""
    # Not by rebuilding the table, which on SQLite would take along what points to it.
    op.add_column("plans", sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("plans", sa.Column("settings", sa.Text(), nullable=False, server_default="{}"))
