"""Actions and what happened to them.

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Actions and what happened to them."""
    op.create_table(
        "history",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("action_id", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_history_organisation_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_history")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_history_organisation_id_id")),
    )
    op.create_index(
        op.f("ix_history_organisation_id_action_id_sequence"),
        "history",
        ["organisation_id", "action_id", "sequence"],
        unique=False,
    )
    op.create_index(
        op.f("ix_history_organisation_id_person_id_sequence"),
        "history",
        ["organisation_id", "person_id", "sequence"],
        unique=False,
    )
    op.create_table(
        "actions",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("recommendation_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("key_folded", _SORTED, nullable=False),
        sa.Column("key_sort", _SORTED, nullable=False),
        sa.Column("local_folded", _SORTED, nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_text", sa.Text(), nullable=False),
        sa.Column("due_precision", sa.Text(), nullable=False),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("due_needs_check", sa.Boolean(), nullable=False),
        sa.Column("due_note", sa.Text(), nullable=False),
        sa.Column("due_sort", sa.Date(), nullable=False),
        sa.Column("late_from", sa.Date(), nullable=True),
        sa.Column("due_original_text", sa.Text(), nullable=False),
        sa.Column("due_original_precision", sa.Text(), nullable=False),
        sa.Column("due_original_earliest", sa.Date(), nullable=True),
        sa.Column("due_original_latest", sa.Date(), nullable=True),
        sa.Column("due_original_needs_check", sa.Boolean(), nullable=False),
        sa.Column("due_original_note", sa.Text(), nullable=False),
        sa.Column("due_changes", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("completed_at", _MOMENT, nullable=True),
        sa.Column("completed_by", sa.Text(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("rag_value", sa.Text(), nullable=False),
        sa.Column("rag_text", sa.Text(), nullable=False),
        sa.Column("lead_names", sa.Text(), nullable=False),
        sa.Column("leads_text", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("progress_history", sa.Text(), nullable=False),
        sa.Column("success_measure", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("source_page", sa.Text(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_actions_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "recommendation_id"],
            ["recommendations.organisation_id", "recommendations.id"],
            name=op.f("fk_actions_organisation_id_recommendation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_actions_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_actions")),
        sa.UniqueConstraint("organisation_id", "key_folded", name=op.f("uq_actions_organisation_id_key_folded")),
    )
    op.create_index("ix_actions_local", "actions", ["organisation_id", "local_folded"], unique=False)
    op.create_index(
        "ix_actions_open_by_due",
        "actions",
        ["organisation_id", "due_sort", "key_sort"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "ix_actions_open_of_plan_by_due",
        "actions",
        ["organisation_id", "plan_id", "due_sort", "key_sort"],
        unique=False,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index("ix_actions_plan", "actions", ["organisation_id", "plan_id", "key_sort"], unique=False)
    op.create_index("ix_actions_recommendation", "actions", ["organisation_id", "recommendation_id"], unique=False)
    op.create_index(
        "ix_actions_to_announce",
        "actions",
        ["plan_id", "late_from"],
        unique=False,
        sqlite_where=sa.text("status = 'open' AND announced = 0"),
        postgresql_where=sa.text("status = 'open' AND NOT announced"),
    )
    op.create_table(
        "action_leads",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_action_leads_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "lead_id"],
            ["leads.organisation_id", "leads.id"],
            name=op.f("fk_action_leads_organisation_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_action_leads_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "action_id", "position", name=op.f("pk_action_leads")),
    )
    op.create_index(
        op.f("ix_action_leads_organisation_id_lead_id_action_id"),
        "action_leads",
        ["organisation_id", "lead_id", "action_id"],
        unique=False,
    )
    op.create_table(
        "milestones",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_text", sa.Text(), nullable=False),
        sa.Column("due_precision", sa.Text(), nullable=False),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("due_needs_check", sa.Boolean(), nullable=False),
        sa.Column("due_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_milestones_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_milestones_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_milestones")),
    )
    op.create_index(
        op.f("ix_milestones_organisation_id_action_id"), "milestones", ["organisation_id", "action_id"], unique=False
    )
    op.create_table(
        "progress_notes",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_progress_notes_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_progress_notes_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_progress_notes")),
    )
    op.create_index(
        op.f("ix_progress_notes_organisation_id_action_id_at"),
        "progress_notes",
        ["organisation_id", "action_id", "at"],
        unique=False,
    )
