"""The tables. Every row belongs to an organisation, and every reference carries it: a row can't point into another one.

`storage/migrations` holds the steps by which a database gets these tables; a test compares the two.
"""

from storage.schema.actions import IS_OPEN, NOT_ANNOUNCED, WAITS, action_leads, actions, milestones, progress_notes
from storage.schema.channels import IN_A_CHAT, announcements, card_actions, cards, follows, homes
from storage.schema.columns import metadata
from storage.schema.history import history
from storage.schema.people import (
    CLAIM_OPEN,
    accounts,
    claims,
    guest_plans,
    memberships,
    organisations,
    people,
    refusals,
    stand_ins,
    workspaces,
)
from storage.schema.plans import imported_actions, leads, plan_versions, plans, questions, recommendations, sections
from storage.schema.reminders import (
    HAS_TURN,
    UNREPORTED,
    UNTOLD,
    figures,
    notices,
    nudges,
    preferences,
    put_off,
    rounds,
    turns,
    unreached,
)
from storage.schema.searches import search_words, searches
from storage.schema.work import (
    FRESH_REFRESH,
    JOB_UNFINISHED,
    UNFINISHED,
    conversations,
    deliveries,
    jobs,
    outbox,
    paces,
    uploads,
)

__all__ = [
    "CLAIM_OPEN",
    "FRESH_REFRESH",
    "HAS_TURN",
    "IN_A_CHAT",
    "IS_OPEN",
    "JOB_UNFINISHED",
    "NOT_ANNOUNCED",
    "UNFINISHED",
    "UNREPORTED",
    "UNTOLD",
    "WAITS",
    "accounts",
    "action_leads",
    "actions",
    "announcements",
    "card_actions",
    "cards",
    "claims",
    "conversations",
    "deliveries",
    "figures",
    "follows",
    "guest_plans",
    "history",
    "homes",
    "imported_actions",
    "jobs",
    "leads",
    "memberships",
    "metadata",
    "milestones",
    "notices",
    "nudges",
    "organisations",
    "outbox",
    "paces",
    "people",
    "plan_versions",
    "plans",
    "preferences",
    "progress_notes",
    "put_off",
    "questions",
    "recommendations",
    "refusals",
    "rounds",
    "search_words",
    "searches",
    "sections",
    "stand_ins",
    "turns",
    "unreached",
    "uploads",
    "workspaces",
]
