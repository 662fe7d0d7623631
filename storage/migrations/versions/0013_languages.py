"""In which language an organisation is told.

Revision: 0013, after 0012. What people chose themselves is in their preferences.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In which language an organisation is told."""
    op.add_column("organisations", sa.Column("language", sa.Text(), nullable=False, server_default="en-GB"))
