"""Work that outlives a request: messages to send, jobs to do, answers given, conversations that can be written to."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    literal_column,
)
from sqlalchemy.sql.elements import ColumnElement

from storage.schema.columns import (
    belongs,
    data,
    flag,
    growing,
    maybe_words,
    metadata,
    moment,
    number,
    organisation,
    points,
    words,
)

# `due_at` is when a waiting row may be taken up, or when the lease of a claimed one ends; empty once it is finished.
# `plan_id`: the plan that it tells of, where it goes to a channel.
# `person_id`: who is to read it, where it is for one person.
# `recall`: what it told them (`domain.reminders.records.Recall`), for as long as it may be taken back.
# `state`: waiting, claimed, sent, dead (a person should look), or skipped (there was nothing left to do).
outbox = Table(
    "outbox",
    metadata,
    growing(),
    organisation(),
    words("id"),
    words("key"),
    words("kind"),
    words("platform"),
    words("workspace"),
    words("conversation"),
    data("address"),
    maybe_words("person_id"),
    maybe_words("reply"),
    maybe_words("card_id"),
    maybe_words("plan_id"),
    data("recall", nullable=True),
    words("state"),
    moment("due_at"),
    maybe_words("owner"),
    number("fence"),
    number("attempts"),
    flag("maybe_sent"),
    moment("claimed_since"),
    maybe_words("external_id"),
    words("reason"),
    moment("created_at", nullable=False),
    moment("finished_at"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    points("card_id", "cards", cascade=True),
    UniqueConstraint("organisation_id", "id"),
    UniqueConstraint("organisation_id", "key"),
    Index("ix_outbox_state", "state"),
    Index("ix_outbox_card", "organisation_id", "card_id"),
)

UNFINISHED: ColumnElement[bool] = outbox.c.due_at.is_not(None)
FRESH_REFRESH: ColumnElement[bool] = and_(
    outbox.c.kind == literal_column("'refresh'"),
    outbox.c.state == literal_column("'waiting'"),
    outbox.c.attempts == literal_column("0"),
)

Index("ix_outbox_due", outbox.c.due_at, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)
Index(
    "ix_outbox_destination",
    outbox.c.organisation_id,
    outbox.c.platform,
    outbox.c.workspace,
    outbox.c.conversation,
    outbox.c.sequence,
    sqlite_where=UNFINISHED,
    postgresql_where=UNFINISHED,
)
OF_A_PERSON: ColumnElement[bool] = and_(outbox.c.person_id.is_not(None), outbox.c.state != literal_column("'sent'"))
Index(
    "ix_outbox_person",
    outbox.c.organisation_id,
    outbox.c.person_id,
    sqlite_where=OF_A_PERSON,
    postgresql_where=OF_A_PERSON,
)
# One refresh of a card is enough, as long as nobody has taken it up: what it shows is made when it is sent.
Index(
    "uq_outbox_fresh_refresh",
    outbox.c.organisation_id,
    outbox.c.card_id,
    unique=True,
    sqlite_where=FRESH_REFRESH,
    postgresql_where=FRESH_REFRESH,
)

# When the bucket of tokens of a place will be full again (`domain.pacing`), or until when nothing goes there (`hold`).
# A place is a platform's workspace, or a conversation in it.
paces = Table(
    "paces",
    metadata,
    organisation(),
    words("place"),
    words("rule"),
    moment("full_at", nullable=False),
    PrimaryKeyConstraint("organisation_id", "place", "rule"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
)

jobs = Table(
    "jobs",
    metadata,
    growing(),
    organisation(),
    words("id"),
    words("key"),
    words("kind"),
    data("payload"),
    words("state"),
    moment("due_at"),
    maybe_words("owner"),
    number("fence"),
    number("attempts"),
    words("reason"),
    moment("created_at", nullable=False),
    moment("finished_at"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    UniqueConstraint("organisation_id", "id"),
    UniqueConstraint("organisation_id", "key"),
)
JOB_UNFINISHED: ColumnElement[bool] = jobs.c.due_at.is_not(None)
Index("ix_jobs_due", jobs.c.due_at, sqlite_where=JOB_UNFINISHED, postgresql_where=JOB_UNFINISHED)

# What was answered to a delivery, so that the same one again gets the same answer and changes nothing.
deliveries = Table(
    "deliveries",
    metadata,
    organisation(),
    words("key"),
    words("reply"),
    moment("at", nullable=False),
    *belongs("key"),
    Index("ix_deliveries_at", "at"),
)

conversations = Table(
    "conversations",
    metadata,
    organisation(),
    words("platform"),
    words("workspace"),
    words("conversation"),
    data("address"),
    words("person_external_id"),
    moment("seen_at"),
    PrimaryKeyConstraint("organisation_id", "platform", "workspace", "conversation"),
    ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
    Index("ix_conversations_person", "organisation_id", "platform", "workspace", "person_external_id"),
)

# A plan that somebody gave in chat, from the offer until it is a draft plan. `content` and `draft` are sensitive: they
# are emptied as soon as they have served. `key` is the platform's name of the file.
uploads = Table(
    "uploads",
    metadata,
    organisation(),
    words("id"),
    words("person_id"),
    words("key"),
    words("name"),
    words("platform"),
    words("workspace"),
    words("conversation"),
    data("address"),
    words("state"),
    data("source"),
    words("code"),
    data("corrections"),
    number("round"),
    words("sha256"),
    words("draft"),
    maybe_words("plan_id"),
    Column("content", LargeBinary),
    moment("created_at", nullable=False),
    *belongs("id"),
    points("person_id", "people"),
    UniqueConstraint("organisation_id", "key"),
    Index("ix_uploads_person", "organisation_id", "person_id"),
    Index("ix_uploads_created_at", "created_at"),
)
