"""What a message told is kept until it arrives, so that it can be taken back; and where messages don't reach somebody.

Revision: 0019, after 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Messages that wait at this moment tell nothing that could be taken back: they only wait for the hours."""
    op.add_column("outbox", sa.Column("recall", sa.Text(), nullable=True))
    op.create_table(
        "silences",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_silences_organisation_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_silences_organisation_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "person_id", "platform", "workspace", name=op.f("pk_silences")),
    )
    op.create_index(op.f("ix_turns_looked_on"), "turns", ["looked_on"])
    op.create_index(
        "ix_outbox_person",
        "outbox",
        ["organisation_id", "person_id"],
        sqlite_where=sa.text("person_id IS NOT NULL AND state != 'sent'"),
        postgresql_where=sa.text("person_id IS NOT NULL AND state != 'sent'"),
    )
