"""Channels: who follows a plan, what they were told, and the cards they hold."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Table, UniqueConstraint

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

# A message of ours that shows actions. `external_id` comes when it was posted; `gone`: it never will be.
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
    words("plan_id"),
    words("intro"),
    number("more"),
    maybe_words("external_id"),
    flag("gone"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    Index(None, "organisation_id", "plan_id"),
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
