"""In which language an organisation is told.

Revision: 0012, after 0011. What people chose themselves is in their preferences.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """In which language an organisation is told."""
    op.add_column("organisations", sa.Column("language", sa.Text(), nullable=False, server_default="en-GB"))
