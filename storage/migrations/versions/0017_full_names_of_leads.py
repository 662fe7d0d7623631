"""Leads know whom the plan's own key of initials names behind them.

Revision: 0017, after 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A name for each lead; of older plans the key is not known any more."""
    op.add_column("leads", sa.Column("full_name", sa.Text(), nullable=True))
