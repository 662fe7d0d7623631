"""Organisations, their workspaces, people, accounts and roles."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint, literal_column

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
)

workspaces = Table(
    "workspaces",
    metadata,
    organisation(),
    words("id"),
    words("platform"),
    words("external_id"),
    words("name"),
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
    *belongs("id"),
    Index(None, "organisation_id", "name_folded"),
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
