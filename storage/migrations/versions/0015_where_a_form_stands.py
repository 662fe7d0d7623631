"""Until when a card is not edited, because a form stands in its place.

Revision: 0015, after 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until when a card is not edited, because a form stands in its place."""
    op.add_column("cards", sa.Column("form_until", sa.DateTime(timezone=True), nullable=True))
