"""Channels, messages and jobs.

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Channels, messages and jobs."""
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
