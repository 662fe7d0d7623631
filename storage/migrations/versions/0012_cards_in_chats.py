"""Cards in somebody's own chat, and home tabs, which are kept current too.

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

IN_A_CHAT = sa.text("account != '' AND external_id IS NOT NULL")


def upgrade() -> None:
    """Cards in somebody's own chat, and home tabs, which are kept current too."""
    with op.batch_alter_table("cards") as batch:  # nothing is lost by the copy: references are off in a step
        batch.alter_column("plan_id", existing_type=sa.Text(), nullable=True)
        batch.add_column(sa.Column("account", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("query", sa.Text(), nullable=True))
        batch.add_column(sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_cards_chat",
        "cards",
        ["organisation_id", "account", "external_id"],
        sqlite_where=IN_A_CHAT,
        postgresql_where=IN_A_CHAT,
    )
    op.create_table(
        "homes",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_homes_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "workspace", "account", name=op.f("pk_homes")),
    )
    op.create_index("ix_homes_workspace_shown_at", "homes", ["workspace", "shown_at"])
