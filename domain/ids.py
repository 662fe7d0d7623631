"""The names of things: each kind of id is a type of its own, so that one can't be passed for another."""

from __future__ import annotations

import os
import time
from typing import NewType

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


_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_PLACES = tuple(range(120, -1, -10))


def new_id() -> str:
    """A fresh id: 26 characters, unguessable in its last 80 bits, sorting by the time it was made (a ULID)."""
    bits = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    return "".join([_PAIRS[bits >> place & 1023] for place in _PLACES])
