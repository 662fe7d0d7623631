"""The tables. Every row belongs to an organisation, and every reference carries it: a row can't point into another one.

`storage/migrations` holds the steps by which a database gets these tables; a test compares the two.
"""

from storage.schema.actions import IS_OPEN, NOT_ANNOUNCED, WAITS, action_leads, actions, milestones, progress_notes
from storage.schema.channels import announcements, card_actions, cards, follows
from storage.schema.columns import metadata
from storage.schema.history import history
from storage.schema.people import accounts, memberships, organisations, people, workspaces
from storage.schema.plans import imported_actions, leads, plan_versions, plans, questions, recommendations, sections
from storage.schema.work import (
    FRESH_REFRESH,
    JOB_UNFINISHED,
    UNFINISHED,
    conversations,
    deliveries,
    jobs,
    outbox,
    uploads,
)

__all__ = [
    "FRESH_REFRESH",
    "IS_OPEN",
    "JOB_UNFINISHED",
    "NOT_ANNOUNCED",
    "UNFINISHED",
    "WAITS",
    "accounts",
    "action_leads",
    "actions",
    "announcements",
    "card_actions",
    "cards",
    "conversations",
    "deliveries",
    "follows",
    "history",
    "imported_actions",
    "jobs",
    "leads",
    "memberships",
    "metadata",
    "milestones",
    "organisations",
    "outbox",
    "people",
    "plan_versions",
    "plans",
    "progress_notes",
    "questions",
    "recommendations",
    "sections",
    "uploads",
    "workspaces",
]
