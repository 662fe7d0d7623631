"""Channels: who follows a plan, what they were told, and the cards they hold."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Table, UniqueConstraint, and_, literal_column
from sqlalchemy.sql.elements import ColumnElement

from storage.schema.columns import (
    belongs,
    data,
    flag,
    maybe_words,
    metadata,
    moment,
    number,
    organisation,
    points,
    words,
)

follows = Table(
    "follows",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    words("workspace_id"),
    words("platform"),
    words("channel"),
    words("channel_name"),
    number("hour"),
    Column("last_swept", Date),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    points("workspace_id", "workspaces"),
    UniqueConstraint("organisation_id", "plan_id", "workspace_id", "channel"),
    Index(None, "organisation_id", "workspace_id", "channel"),
)

# The ledger: a missed date is told to a channel once, whatever crashes or runs twice.
announcements = Table(
    "announcements",
    metadata,
    organisation(),
    words("action_id"),
    Column("due_latest", Date, nullable=False),
    words("workspace_id"),
    words("channel"),
    moment("at", nullable=False),
    flag("quietly"),
    *belongs("action_id", "due_latest", "workspace_id", "channel"),
    points("action_id", "actions", cascade=True),
    points("workspace_id", "workspaces"),
)

# A message of ours that shows actions. `external_id` comes when it was posted; `gone`: it never will be, or is no more.
# `account`: in whose own chat it stands; empty for a channel, and then it has a plan. `query`: what draws it again.
# `shown_at`: since when it is there, for those in chats, which are forgotten in time. `form_until`: a form was opened
# in its place, and until then no change edits it away.
cards = Table(
    "cards",
    metadata,
    organisation(),
    words("id"),
    words("platform"),
    words("workspace"),
    words("conversation"),
    data("address"),
    words("kind"),
    maybe_words("plan_id"),
    words("intro"),
    number("more"),
    maybe_words("external_id"),
    flag("gone"),
    words("account"),
    data("query", nullable=True),
    moment("shown_at"),
    moment("form_until"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    Index(None, "organisation_id", "plan_id"),
)
IN_A_CHAT: ColumnElement[bool] = and_(cards.c.account != literal_column("''"), cards.c.external_id.is_not(None))
Index(
    "ix_cards_chat",
    cards.c.organisation_id,
    cards.c.account,
    cards.c.external_id,
    sqlite_where=IN_A_CHAT,
    postgresql_where=IN_A_CHAT,
)

card_actions = Table(
    "card_actions",
    metadata,
    organisation(),
    words("card_id"),
    number("position"),
    words("action_id"),
    *belongs("card_id", "position"),
    points("card_id", "cards", cascade=True),
    points("action_id", "actions", cascade=True),
    Index(None, "organisation_id", "action_id", "card_id"),
)

# A home tab of Slack's that somebody may be looking at. `asks` draws it again, `hash` is Slack's name of what stands
# there, `digest` ours. `seen` is up to which change it was drawn, and `drawn_at` when: whoever moves them draws it.
homes = Table(
    "homes",
    metadata,
    organisation(),
    words("workspace"),
    words("account"),
    data("asks"),
    words("hash"),
    words("digest"),
    moment("shown_at", nullable=False),
    moment("drawn_at", nullable=False),
    Column("seen", BigInteger, nullable=False),
    *belongs("workspace", "account"),
    Index(None, "workspace", "shown_at"),
)
