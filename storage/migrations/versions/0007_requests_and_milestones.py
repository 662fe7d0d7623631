"""Requests that wait, ticked milestones, evidence, and an organisation's words of cases.

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WAITS = sa.text("status = 'open' AND waits != ''")


def upgrade() -> None:
    """Requests that wait, ticked milestones, evidence, and an organisation's words of cases."""
    # Not by rebuilding a table, which on SQLite would take along what points to it.
    op.add_column("actions", sa.Column("requests", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("actions", sa.Column("waits", sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "ix_actions_waiting",
        "actions",
        ["organisation_id", "plan_id", "key_sort"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.add_column("milestones", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("milestones", sa.Column("done_by", sa.Text(), nullable=True))
    op.add_column("organisations", sa.Column("case_words", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("outbox", sa.Column("plan_id", sa.Text(), nullable=True))
    op.add_column("progress_notes", sa.Column("evidence", sa.Text(), nullable=False, server_default=""))
