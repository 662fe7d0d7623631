"""A reminder that was put off knows which date the action had.

Revision: 0018, after 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The date; of older ones it is not known any more, and they go on to hold."""
    op.add_column("put_off", sa.Column("due_on", sa.Date(), nullable=True))
