"""Actions and their parts."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, UniqueConstraint, and_, literal_column, not_
from sqlalchemy.sql.elements import ColumnElement

from storage.schema.columns import (
    belongs,
    data,
    due,
    flag,
    metadata,
    moment,
    number,
    organisation,
    points,
    sorted_words,
    words,
)

# `due_sort` is `due_latest`, or the last day of all where there is none, so that one index holds the order of every
# list. `announced`: every channel that follows the plan has heard of this missed date. `lead_names` is what
# `action_leads` says, for lists, written with it. `not_in` names the version of the plan that no longer has it.
# `requests` wait for a coordinator's answer; `waits` says so in words, for lists, and is empty where none does.
actions = Table(
    "actions",
    metadata,
    organisation(),
    words("id"),
    words("plan_id"),
    words("recommendation_id"),
    number("position"),
    words("key"),
    sorted_words("key_folded"),
    sorted_words("key_sort"),
    sorted_words("local_folded"),
    words("ref"),
    words("text"),
    *due(),
    Column("due_sort", Date, nullable=False),
    Column("late_from", Date),
    *due("due_original"),
    number("due_changes"),
    words("status"),
    moment("completed_at"),
    data("completed_by", nullable=True),
    Column("completed_on", Date),
    words("rag_value"),
    words("rag_text"),
    data("lead_names"),
    words("leads_text"),
    words("progress"),
    data("progress_history"),
    words("success_measure"),
    data("links"),
    data("other"),
    words("source_page"),
    Column("source_row", Integer),
    flag("announced"),
    number("version"),
    words("not_in"),
    data("requests"),
    words("waits"),
    *belongs("id"),
    points("plan_id", "plans", cascade=True),
    points("recommendation_id", "recommendations", cascade=True),
    UniqueConstraint("organisation_id", "key_folded"),
    Index("ix_actions_local", "organisation_id", "local_folded"),
    Index("ix_actions_recommendation", "organisation_id", "recommendation_id"),
    Index("ix_actions_plan", "organisation_id", "plan_id", "key_sort"),
)

# Written into the indexes and the queries alike, without bind parameters: only so will a planner see that they match.
IS_OPEN: ColumnElement[bool] = actions.c.status == literal_column("'open'")
NOT_ANNOUNCED: ColumnElement[bool] = and_(IS_OPEN, not_(actions.c.announced))
NAMES_NO_DAY: ColumnElement[bool] = actions.c.due_precision.in_((literal_column("'none'"), literal_column("'event'")))
WAITS: ColumnElement[bool] = and_(IS_OPEN, actions.c.waits != literal_column("''"))

Index(
    "ix_actions_open_by_due",
    actions.c.organisation_id,
    actions.c.due_sort,
    actions.c.key_sort,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
Index(
    "ix_actions_open_of_plan_by_due",
    actions.c.organisation_id,
    actions.c.plan_id,
    actions.c.due_sort,
    actions.c.key_sort,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)
Index(
    "ix_actions_to_announce",
    actions.c.plan_id,
    actions.c.late_from,
    sqlite_where=NOT_ANNOUNCED,
    postgresql_where=NOT_ANNOUNCED,
)

Index(
    "ix_actions_waiting",
    actions.c.organisation_id,
    actions.c.plan_id,
    actions.c.key_sort,
    sqlite_where=WAITS,
    postgresql_where=WAITS,
)

action_leads = Table(
    "action_leads",
    metadata,
    organisation(),
    words("action_id"),
    number("position"),
    words("lead_id"),
    words("role"),
    *belongs("action_id", "position"),
    points("action_id", "actions", cascade=True),
    points("lead_id", "leads", cascade=True),
    Index(None, "organisation_id", "lead_id", "action_id"),
)

milestones = Table(
    "milestones",
    metadata,
    organisation(),
    words("id"),
    words("action_id"),
    number("position"),
    words("text"),
    *due(),
    moment("done_at"),
    data("done_by", nullable=True),
    *belongs("id"),
    points("action_id", "actions", cascade=True),
    Index(None, "organisation_id", "action_id"),
)

progress_notes = Table(
    "progress_notes",
    metadata,
    organisation(),
    words("id"),
    words("action_id"),
    words("text"),
    moment("at", nullable=False),
    data("by"),
    flag("withdrawn"),
    words("evidence"),
    *belongs("id"),
    points("action_id", "actions", cascade=True),
    Index(None, "organisation_id", "action_id", "at"),
)
