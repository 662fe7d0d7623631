"""What an action is made of: its status, its leads, its milestones, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.due import Due
from domain.ids import ActionId, LeadId, MilestoneId, NoteId, PersonId
from domain.people import Signature


class Status(StrEnum):
    """Whether the work is still to do. It is neither the RAG nor the lateness."""

    OPEN = "open"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


class LeadRole(StrEnum):
    """What a lead is to an action, where the plan says so; `LEAD` where it does not."""

    LEAD = "lead"
    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class ActionLead:
    """One of an action's leads: a printed name, its role, and the person behind it once linked."""

    lead_id: LeadId
    name: str
    role: LeadRole = LeadRole.LEAD
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated or bulleted part inside an action, without a lead of its own."""

    id: MilestoneId
    text: str
    due: Due = field(default_factory=Due.none)
    done_at: datetime | None = None
    done_by: Signature | None = None

    @property
    def is_done(self) -> bool:
        """Did somebody tick it?"""
        return self.done_at is not None

    @property
    def words(self) -> str:
        """What is to be done, without the date, to tell whether another document says the same."""
        said = self.text.replace(self.due.text, " ") if self.due.text else self.text
        return " ".join(said.casefold().split())


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """What somebody said about an action. A note that was taken back stays, marked."""

    id: NoteId
    action_id: ActionId
    text: str
    at: datetime
    by: Signature
    withdrawn: bool = False
    evidence: str = ""
