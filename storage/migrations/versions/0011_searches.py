"""What is found by its words.

Revision: 0011, after 0010. The rows are filled at the end of `storage.migrate.upgrade`, by the program that reads them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

_SQLITE = (
    # The words come ready: only blanks part them. Nothing is ranked by the length of columns.
    "CREATE VIRTUAL TABLE searches_fts USING fts5(head, body, notes, content='searches', content_rowid='sequence', "
    "columnsize=0, tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER searches_added AFTER INSERT ON searches BEGIN "
    "INSERT INTO searches_fts (rowid, head, body, notes) VALUES (new.sequence, new.head, new.body, new.notes); END",
    "CREATE TRIGGER searches_gone AFTER DELETE ON searches BEGIN "
    "INSERT INTO searches_fts (searches_fts, rowid, head, body, notes) "
    "VALUES ('delete', old.sequence, old.head, old.body, old.notes); END",
    "CREATE TRIGGER searches_changed AFTER UPDATE OF head, body, notes ON searches BEGIN "
    "INSERT INTO searches_fts (searches_fts, rowid, head, body, notes) "
    "VALUES ('delete', old.sequence, old.head, old.body, old.notes); "
    "INSERT INTO searches_fts (rowid, head, body, notes) VALUES (new.sequence, new.head, new.body, new.notes); END",
)
_POSTGRESQL = (
    "ALTER TABLE searches ADD COLUMN vector tsvector GENERATED ALWAYS AS "
    "(to_tsvector('pg_catalog.simple', head || ' zqz ' || body || ' zqz ' || notes)) STORED",
    "CREATE INDEX ix_searches_vector ON searches USING gin (vector)",
)


def upgrade() -> None:
    """What is found by its words."""
    op.create_table(
        "searches",
        sa.Column("sequence", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["actions.organisation_id", "actions.id"],
            name=op.f("fk_searches_organisation_id_action_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_searches")),
        sa.UniqueConstraint("organisation_id", "action_id", name=op.f("uq_searches_organisation_id_action_id")),
    )
    op.create_table(
        "search_words",
        sa.Column("sequence", _NUMBER, autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("word", _SORTED, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_search_words_organisation_id")
        ),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_search_words")),
    )
    for column in ("word", "length"):
        op.create_index(
            op.f(f"ix_search_words_organisation_id_{column}"), "search_words", ["organisation_id", column], unique=False
        )
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
    for table in ("actions", "recommendations", "progress_notes"):
        op.drop_column(table, "search")
