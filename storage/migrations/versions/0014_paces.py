"""How fast places are written to, for all processes.

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """How fast places are written to."""
    op.create_table(
        "paces",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_paces_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "place", "rule", name=op.f("pk_paces")),
    )
