"""History knows what one request wrote down together.

Revision: 0016, after 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A mark for each request; what is older has none."""
    op.add_column("history", sa.Column("request", sa.Text(), nullable=True))
