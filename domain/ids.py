"""The names of things: each kind of id is a type of its own, so that one can't be passed for another."""

from __future__ import annotations

from typing import NewType

from ulid import ULID

OrganisationId = NewType("OrganisationId", str)
WorkspaceId = NewType("WorkspaceId", str)
PersonId = NewType("PersonId", str)
AccountId = NewType("AccountId", str)
PlanId = NewType("PlanId", str)
SectionId = NewType("SectionId", str)
RecommendationId = NewType("RecommendationId", str)
ActionId = NewType("ActionId", str)
MilestoneId = NewType("MilestoneId", str)
LeadId = NewType("LeadId", str)
NoteId = NewType("NoteId", str)
QuestionId = NewType("QuestionId", str)
VersionId = NewType("VersionId", str)
EventId = NewType("EventId", str)
FollowId = NewType("FollowId", str)
CardId = NewType("CardId", str)
OutboxId = NewType("OutboxId", str)
JobId = NewType("JobId", str)
UploadId = NewType("UploadId", str)
ClaimId = NewType("ClaimId", str)
StandInId = NewType("StandInId", str)


def new_id() -> str:
    """A fresh id (a ULID): 26 characters, sorting by the time it was made, also within one millisecond of a process."""
    return str(ULID())
