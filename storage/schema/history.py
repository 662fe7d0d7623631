"""What happened."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table, UniqueConstraint

from storage.schema.columns import growing, maybe_words, metadata, moment, organisation, words

# No reference to the plan, the action or the person: history stays whatever becomes of them.
history = Table(
    "history",
    metadata,
    growing(),
    organisation(),
    words("id"),
    words("kind"),
    moment("at", nullable=False),
    maybe_words("person_id"),
    maybe_words("plan_id"),
    maybe_words("action_id"),
    Column("version", Integer),
    maybe_words("undone_by"),
    words("event"),
    maybe_words("request"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    UniqueConstraint("organisation_id", "id"),
    Index(None, "organisation_id", "action_id", "sequence"),
    Index(None, "organisation_id", "person_id", "sequence"),
)
