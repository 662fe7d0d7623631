"""Who is who: claims, those who act for others, guests, and refusals at the door.

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Claims, those who act for others, guests, and refusals at the door."""
    op.create_table(
        "refusals",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "day", "platform", "workspace", "account", "reason", name=op.f("pk_refusals")
        ),
    )
    op.create_table(
        "stand_ins",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("for_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "for_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_stand_ins_organisation_id_for_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_stand_ins_organisation_id_person_id"),
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_stand_ins_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_stand_ins")),
    )
    op.create_index("ix_stand_ins_organisation_id_for_id", "stand_ins", ["organisation_id", "for_id"], unique=False)
    op.create_index(
        "ix_stand_ins_organisation_id_person_id", "stand_ins", ["organisation_id", "person_id"], unique=False
    )

    op.create_table(
        "claims",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("plan_id", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("fits", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["accounts.organisation_id", "accounts.id"],
            name=op.f("fk_claims_organisation_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "lead_id"],
            ["leads.organisation_id", "leads.id"],
            name=op.f("fk_claims_organisation_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "person_id"],
            ["people.organisation_id", "people.id"],
            name=op.f("fk_claims_organisation_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_claims_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_claims_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_organisation_id_account_id", "claims", ["organisation_id", "account_id"], unique=False)
    op.create_index("ix_claims_organisation_id_state", "claims", ["organisation_id", "state"], unique=False)
    op.create_index(
        "uq_claims_open",
        "claims",
        ["organisation_id", "account_id", "target"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "guest_plans",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "account_id"],
            ["accounts.organisation_id", "accounts.id"],
            name=op.f("fk_guest_plans_organisation_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_guest_plans_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_guest_plans_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "account_id", "plan_id", name=op.f("pk_guest_plans")),
    )
    # Not by rebuilding a table, which on SQLite would take along what points to it.
    op.add_column("accounts", sa.Column("email", sa.Text(), nullable=False, server_default=""))
    op.add_column("people", sa.Column("kind", sa.Text(), nullable=False, server_default="person"))
    op.add_column("people", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
