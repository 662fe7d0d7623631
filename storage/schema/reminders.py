"""What people are to hear by themselves: whose turn comes when, what they were told, and what they wish."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Table, UniqueConstraint
from sqlalchemy.sql.elements import ColumnElement

from storage.schema.columns import (
    belongs,
    data,
    growing,
    maybe_words,
    metadata,
    moment,
    number,
    organisation,
    points,
    words,
)

# `next_at`: when to look whether this person must hear something; empty where nothing is in sight. `looked_on` is the
# last local day whose look is done, `told` how many messages went out on it.
turns = Table(
    "turns",
    metadata,
    organisation(),
    words("person_id"),
    moment("next_at"),
    moment("leased_until"),
    maybe_words("owner"),
    number("fence"),
    number("attempts"),
    Column("looked_on", Date),
    number("told"),
    *belongs("person_id"),
    points("person_id", "people", cascade=True),
)
HAS_TURN: ColumnElement[bool] = turns.c.next_at.is_not(None)
# Rarely asked for: who was looked at on a day that has not come, by a clock that was ahead.
Index("ix_turns_looked_on", turns.c.looked_on)
Index("ix_turns_next_at", turns.c.next_at, sqlite_where=HAS_TURN, postgresql_where=HAS_TURN)

# What somebody wishes, where it differs from what is usual.
preferences = Table(
    "preferences",
    metadata,
    organisation(),
    words("person_id"),
    data("given"),
    *belongs("person_id"),
    points("person_id", "people", cascade=True),
)

# The ledger of nudges: each step towards and past a date is told to a person once. `due_on` is the date it counts from.
nudges = Table(
    "nudges",
    metadata,
    organisation(),
    words("person_id"),
    words("action_id"),
    Column("due_on", Date, nullable=False),
    words("step"),
    moment("at", nullable=False),
    *belongs("person_id", "action_id", "due_on", "step"),
    points("person_id", "people", cascade=True),
    points("action_id", "actions", cascade=True),
    Index("ix_nudges_action", "organisation_id", "action_id"),
)

# "Remind me later": nothing about this action until then. `due_on` is the date that the action had when it was asked.
put_off = Table(
    "put_off",
    metadata,
    organisation(),
    words("person_id"),
    words("action_id"),
    Column("until", Date, nullable=False),
    words("reason"),
    moment("at", nullable=False),
    Column("due_on", Date),
    *belongs("person_id", "action_id"),
    points("person_id", "people", cascade=True),
    points("action_id", "actions", cascade=True),
    Index("ix_put_off_action", "organisation_id", "action_id"),
)

# What happened that somebody is to hear in their next message: an assignment, a round, a person out of reach.
notices = Table(
    "notices",
    metadata,
    growing(),
    organisation(),
    words("key"),
    words("person_id"),
    words("kind"),
    data("about"),
    moment("at", nullable=False),
    moment("told_at"),
    UniqueConstraint("organisation_id", "key"),
    points("person_id", "people", cascade=True),
)
UNTOLD: ColumnElement[bool] = notices.c.told_at.is_(None)
Index(
    "ix_notices_untold",
    notices.c.organisation_id,
    notices.c.person_id,
    sqlite_where=UNTOLD,
    postgresql_where=UNTOLD,
)

# People whom a message could not reach, and whether their coordinators know.
unreached = Table(
    "unreached",
    metadata,
    organisation(),
    words("person_id"),
    words("reason"),
    moment("at", nullable=False),
    moment("told_at"),
    *belongs("person_id"),
    points("person_id", "people", cascade=True),
)
UNREPORTED: ColumnElement[bool] = unreached.c.told_at.is_(None)
Index("ix_unreached_unreported", unreached.c.at, sqlite_where=UNREPORTED, postgresql_where=UNREPORTED)

# Where a message could not reach somebody: another account of theirs is written to for a while.
silences = Table(
    "silences",
    metadata,
    organisation(),
    words("person_id"),
    words("platform"),
    words("workspace"),
    words("reason"),
    moment("at", nullable=False),
    *belongs("person_id", "platform", "workspace"),
    points("person_id", "people", cascade=True),
)

# A coordinator asks every lead of a plan for a line before a meeting.
rounds = Table(
    "rounds",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    words("person_id"),
    moment("opened_at", nullable=False),
    Column("deadline", Date, nullable=False),
    moment("closed_at"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    points("person_id", "people"),
    Index("ix_rounds_plan", "organisation_id", "plan_id"),
)

# A plan in figures as somebody was shown it, so that a week later it can be said what moved.
figures = Table(
    "figures",
    metadata,
    organisation(),
    words("plan_id"),
    Column("day", Date, nullable=False),
    data("counts"),
    *belongs("plan_id", "day"),
    points("plan_id", "plans", cascade=True),
)
