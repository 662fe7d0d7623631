"""First tables

Revision: 0001, after
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


_MOMENT = sa.DateTime(timezone=True)
_SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """First tables."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("announce_hour", sa.Integer(), nullable=False),
        sa.Column("holidays", sa.Text(), nullable=False),
        sa.Column("quarter_start_month", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "conversations",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("person_external_id", sa.Text(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_conversations_organisation_id")
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "platform", "workspace", "conversation", name=op.f("pk_conversations")
        ),
    )
    op.create_table(
        "deliveries",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_deliveries_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "key", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_at", "deliveries", ["at"], unique=False)

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
        "jobs",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("finished_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_jobs_organisation_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_jobs")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_jobs_organisation_id_id")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_jobs_organisation_id_key")),
    )
    op.create_index(
        "ix_jobs_due",
        "jobs",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )

    op.create_table(
        "people",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", _SORTED, nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_people_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_people")),
    )
    op.create_index(
        op.f("ix_people_organisation_id_name_folded"), "people", ["organisation_id", "name_folded"], unique=False
    )

    op.create_table(
        "plans",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_folded", _SORTED, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=True),
        sa.Column("as_at_text", sa.Text(), nullable=False),
        sa.Column("colour_key", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text(), nullable=False),
        sa.Column("leftover", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=True),
        sa.Column("live_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_plans_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_plans")),
        sa.UniqueConstraint("organisation_id", "code_folded", name=op.f("uq_plans_organisation_id_code_folded")),
    )
    op.create_table(
        "workspaces",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_workspaces_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_workspaces")),
        sa.UniqueConstraint(
            "organisation_id",
            "platform",
            "external_id",
            name=op.f("uq_workspaces_organisation_id_platform_external_id"),
        ),
    )
    op.create_index(
        "uq_workspaces_one_organisation",
        "workspaces",
        ["platform", "external_id"],
        unique=True,
        sqlite_where=sa.text("platform != 'console'"),
        postgresql_where=sa.text("platform != 'console'"),
    )

    op.create_table(
        "accounts",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_deactivated", sa.Boolean(), nullable=False),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("checked_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_accounts_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "workspace_id"],
            ["workspaces.organisation_id", "workspaces.id"],
            name=op.f("fk_accounts_organisation_id_workspace_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_accounts_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_accounts")),
        sa.UniqueConstraint(
            "organisation_id",
            "workspace_id",
            "external_id",
            name=op.f("uq_accounts_organisation_id_workspace_id_external_id"),
        ),
    )
    op.create_index(
        op.f("ix_accounts_organisation_id_person_id"), "accounts", ["organisation_id", "person_id"], unique=False
    )

    op.create_table(
        "cards",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_cards_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_cards_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_organisation_id_plan_id"), "cards", ["organisation_id", "plan_id"], unique=False)

    op.create_table(
        "follows",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("channel_name", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("last_swept", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_follows_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "workspace_id"],
            ["workspaces.organisation_id", "workspaces.id"],
            name=op.f("fk_follows_organisation_id_workspace_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_follows_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_follows")),
        sa.UniqueConstraint(
            "organisation_id",
            "plan_id",
            "workspace_id",
            "channel",
            name=op.f("uq_follows_organisation_id_plan_id_workspace_id_channel"),
        ),
    )
    op.create_index(
        op.f("ix_follows_organisation_id_workspace_id_channel"),
        "follows",
        ["organisation_id", "workspace_id", "channel"],
        unique=False,
    )

    op.create_table(
        "leads",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", _SORTED, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_leads_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_leads_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_leads_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_leads")),
    )
    op.create_index(op.f("ix_leads_organisation_id_person_id"), "leads", ["organisation_id", "person_id"], unique=False)
    op.create_index(
        op.f("ix_leads_organisation_id_plan_id_name_folded"),
        "leads",
        ["organisation_id", "plan_id", "name_folded"],
        unique=False,
    )

    op.create_table(
        "memberships",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_memberships_organisation_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_memberships_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_memberships_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "person_id", "role", "scope", name=op.f("pk_memberships")),
    )
    op.create_index(
        op.f("ix_memberships_organisation_id_plan_id"), "memberships", ["organisation_id", "plan_id"], unique=False
    )

    op.create_table(
        "questions",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_questions_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_questions_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_questions")),
    )
    op.create_index(
        op.f("ix_questions_organisation_id_plan_id_position"),
        "questions",
        ["organisation_id", "plan_id", "position"],
        unique=False,
    )

    op.create_table(
        "sections",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("due_text", sa.Text(), nullable=False),
        sa.Column("due_precision", sa.Text(), nullable=False),
        sa.Column("due_earliest", sa.Date(), nullable=True),
        sa.Column("due_latest", sa.Date(), nullable=True),
        sa.Column("due_needs_check", sa.Boolean(), nullable=False),
        sa.Column("due_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_sections_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_sections_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_sections")),
    )
    op.create_index(
        op.f("ix_sections_organisation_id_plan_id"), "sections", ["organisation_id", "plan_id"], unique=False
    )

    op.create_table(
        "outbox",
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("card_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("maybe_sent", sa.Boolean(), nullable=False),
        sa.Column("claimed_since", _MOMENT, nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("finished_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "card_id"],
            ["cards.organisation_id", "cards.id"],
            name=op.f("fk_outbox_organisation_id_card_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_outbox_organisation_id")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_outbox")),
        sa.UniqueConstraint("organisation_id", "id", name=op.f("uq_outbox_organisation_id_id")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_outbox_organisation_id_key")),
    )
    op.create_index("ix_outbox_card", "outbox", ["organisation_id", "card_id"], unique=False)
    op.create_index(
        "ix_outbox_destination",
        "outbox",
        ["organisation_id", "platform", "workspace", "conversation", "sequence"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state"], unique=False)
    op.create_index(
        "uq_outbox_fresh_refresh",
        "outbox",
        ["organisation_id", "card_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'refresh' AND state = 'waiting' AND attempts = 0"),
        postgresql_where=sa.text("kind = 'refresh' AND state = 'waiting' AND attempts = 0"),
    )

    op.create_table(
        "recommendations",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("success_measures", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_recommendations_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "section_id"],
            ["sections.organisation_id", "sections.id"],
            name=op.f("fk_recommendations_organisation_id_section_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_recommendations_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_recommendations")),
    )
    op.create_index(
        op.f("ix_recommendations_organisation_id_plan_id"),
        "recommendations",
        ["organisation_id", "plan_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_recommendations_organisation_id_section_id"),
        "recommendations",
        ["organisation_id", "section_id"],
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
        "announcements",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("due_latest", sa.Date(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("quietly", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_announcements_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "workspace_id"],
            ["workspaces.organisation_id", "workspaces.id"],
            name=op.f("fk_announcements_organisation_id_workspace_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_announcements_organisation_id")
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "action_id", "due_latest", "workspace_id", "channel", name=op.f("pk_announcements")
        ),
    )
    op.create_table(
        "card_actions",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("card_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_card_actions_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "card_id"],
            ["cards.organisation_id", "cards.id"],
            name=op.f("fk_card_actions_organisation_id_card_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_card_actions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "card_id", "position", name=op.f("pk_card_actions")),
    )
    op.create_index(
        op.f("ix_card_actions_organisation_id_action_id_card_id"),
        "card_actions",
        ["organisation_id", "action_id", "card_id"],
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
