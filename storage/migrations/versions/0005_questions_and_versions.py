"""Questions that are answered, and versions of plans.

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def upgrade() -> None:
    """Questions that are answered, and versions of plans."""
    op.add_column("actions", _text("not_in"))
    op.add_column("plans", _text("corrections", "{}"))
    op.add_column("questions", _text("kind"))
    op.add_column("questions", _text("place"))
    op.add_column("questions", sa.Column("sure", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("questions", _text("answer"))
    op.add_column("questions", sa.Column("left_at", _MOMENT, nullable=True))
    op.add_column("questions", _text("about", "{}"))
    op.create_table(
        "plan_versions",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_at", sa.Date(), nullable=True),
        sa.Column("as_at_text", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text(), nullable=False),
        sa.Column("imported_at", _MOMENT, nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "plan_id"],
            ["plans.organisation_id", "plans.id"],
            name=op.f("fk_plan_versions_organisation_id_plan_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_plan_versions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint(
            "organisation_id", "plan_id", "number", name=op.f("uq_plan_versions_organisation_id_plan_id_number")
        ),
    )
    op.create_table(
        "imported_actions",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_imported_actions_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "version_id"],
            ["plan_versions.organisation_id", "plan_versions.id"],
            name=op.f("fk_imported_actions_organisation_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_imported_actions_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "version_id", "action_id", name=op.f("pk_imported_actions")),
    )
    op.create_index(
        op.f("ix_imported_actions_organisation_id_action_id"),
        "imported_actions",
        ["organisation_id", "action_id"],
        unique=False,
    )
