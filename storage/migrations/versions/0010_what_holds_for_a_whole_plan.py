"""What coordinators said once about a whole document.

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What coordinators said once about a whole document."""
    # Not by rebuilding the table, which on SQLite would take along what points to it.
    op.add_column("plans", sa.Column("rulings", sa.Text(), nullable=False, server_default="{}"))
