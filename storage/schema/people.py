"""Organisations, their workspaces, people, accounts and roles."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, PrimaryKeyConstraint, Table, UniqueConstraint, literal_column

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
    sorted_words,
    words,
)

organisations = Table(
    "organisations",
    metadata,
    words("id", primary_key=True),
    words("name"),
    words("timezone"),
    number("announce_hour"),
    words("holidays"),
    number("quarter_start_month"),
    flag("demonstration"),
    data("case_words"),
    data("closed_days"),
    words("language"),
)

workspaces = Table(
    "workspaces",
    metadata,
    organisation(),
    words("id"),
    words("platform"),
    words("external_id"),
    words("name"),
    moment("removed_at"),
    *belongs("id"),
    UniqueConstraint("organisation_id", "platform", "external_id"),
)
# A Slack team or a Teams tenant belongs to one organisation; every organisation has its own console.
Index(
    "uq_workspaces_one_organisation",
    workspaces.c.platform,
    workspaces.c.external_id,
    unique=True,
    sqlite_where=workspaces.c.platform != literal_column("'console'"),
    postgresql_where=workspaces.c.platform != literal_column("'console'"),
)

people = Table(
    "people",
    metadata,
    organisation(),
    words("id"),
    words("name"),
    sorted_words("name_folded"),
    maybe_words("email"),
    words("kind"),
    moment("left_at"),
    *belongs("id"),
    Index(None, "organisation_id", "name_folded"),
)

# Who acts for a role, a team, or a person who named a deputy.
stand_ins = Table(
    "stand_ins",
    metadata,
    organisation(),
    words("id"),
    words("kind"),
    words("for_id"),
    words("person_id"),
    Column("since", Date, nullable=False),
    Column("until", Date),
    moment("ended_at"),
    *belongs("id"),
    points("for_id", "people"),
    points("person_id", "people"),
    Index(None, "organisation_id", "person_id"),
    Index(None, "organisation_id", "for_id"),
)

accounts = Table(
    "accounts",
    metadata,
    organisation(),
    words("id"),
    words("workspace_id"),
    words("platform"),
    words("external_id"),
    maybe_words("person_id"),
    words("display_name"),
    flag("is_guest"),
    flag("is_bot"),
    flag("is_deactivated"),
    flag("is_outside"),
    moment("checked_at"),
    words("email"),
    *belongs("id"),
    points("workspace_id", "workspaces"),
    points("person_id", "people"),
    UniqueConstraint("organisation_id", "workspace_id", "external_id"),
    Index(None, "organisation_id", "person_id"),
)

# `scope` is the plan's id, or empty for a role in the whole organisation: a primary key can't hold a NULL.
memberships = Table(
    "memberships",
    metadata,
    organisation(),
    words("person_id"),
    words("role"),
    words("scope"),
    maybe_words("plan_id"),
    *belongs("person_id", "role", "scope"),
    points("person_id", "people", cascade=True),
    points("plan_id", "plans", cascade=True),
    Index(None, "organisation_id", "plan_id"),
)

# Somebody says who they are. It counts for nothing until it is confirmed. `target` names what is claimed: the same can
# be claimed once at a time.
claims = Table(
    "claims",
    metadata,
    organisation(),
    words("id"),
    words("account_id"),
    words("target"),
    maybe_words("lead_id"),
    maybe_words("person_id"),
    maybe_words("plan_id"),
    words("said"),
    words("fits"),
    words("state"),
    moment("at", nullable=False),
    moment("decided_at"),
    *belongs("id"),
    points("account_id", "accounts", cascade=True),
    points("lead_id", "leads", cascade=True),
    points("person_id", "people", cascade=True),
    points("plan_id", "plans", cascade=True),
    Index(None, "organisation_id", "account_id"),
    Index(None, "organisation_id", "state"),
)
CLAIM_OPEN = claims.c.state == literal_column("'open'")
Index(
    "uq_claims_open",
    claims.c.organisation_id,
    claims.c.account_id,
    claims.c.target,
    unique=True,
    sqlite_where=CLAIM_OPEN,
    postgresql_where=CLAIM_OPEN,
)

# The plans of which a guest's account may see its own actions.
guest_plans = Table(
    "guest_plans",
    metadata,
    organisation(),
    words("account_id"),
    words("plan_id"),
    *belongs("account_id", "plan_id"),
    points("account_id", "accounts", cascade=True),
    points("plan_id", "plans", cascade=True),
)

# Who was turned away at the door, counted by day, so that nobody can fill the disk. A workspace that is not set up
# belongs to no organisation: there the column is empty.
refusals = Table(
    "refusals",
    metadata,
    organisation(),
    words("platform"),
    words("workspace"),
    words("account"),
    words("reason"),
    Column("day", Date, nullable=False),
    Column("times", Integer, nullable=False),
    moment("first_at", nullable=False),
    moment("last_at", nullable=False),
    PrimaryKeyConstraint("organisation_id", "day", "platform", "workspace", "account", "reason"),
)
