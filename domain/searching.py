"""What somebody looks for, in plain data, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.actions import ActionRow, Status
from domain.ids import ActionId, LeadId, PlanId
from domain.language.search_words import Term
from domain.rag import RagValue

MOST_FOUND = 500
"""Actions that are put in the order of how well they fit. Where more hold the words, the newest of them are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Actions that hold all of the terms (with `begins`, the beginnings of their words are enough) and are as the rest
    says; what is empty or `None` asks for nothing. Dates are inclusive. `meanings` are colours of single plans, `leads`
    the printed leads one of whom it must have, `since` when it must have changed, `still_since` since when it must not.
    `keep` are keys of rows that stay though they are no longer so, as long as they hold the terms.
    """

    terms: tuple[Term, ...] = ()
    begins: bool = False
    colours: frozenset[RagValue] = frozenset()
    meanings: frozenset[tuple[PlanId, RagValue]] = frozenset()
    statuses: frozenset[Status] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    no_date: bool = False
    no_lead: bool = False
    leads: frozenset[LeadId] | None = None
    plans: frozenset[PlanId] = frozenset()
    since: datetime | None = None
    still_since: datetime | None = None
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """What is looked through of an action beside its own wording: each in the order in which it is shown."""

    text: str = ""
    milestones: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    """What the document says of its progress and of what success means."""
    recommendation: tuple[str, ...] = ()
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, how many there are in all, and whether there are still more that were not looked at."""

    rows: Sequence[ActionRow]
    total: int
    more: bool = False


class Searches(Protocol):
    """The part of `domain.ports.Actions` that searches, within the organisation and within sight."""

    def find(self, wanted: Wanted, *, limit: int = 10, offset: int = 0) -> Found:
        """Actions that are as wanted: those that fit its terms best first, without terms by date."""
        ...

    def texts(self, ids: Sequence[ActionId]) -> Mapping[ActionId, Texts]:
        """The texts of some actions that were found, to show where it was."""
        ...

    def holds_any(self, wanted: Wanted) -> bool:
        """Is there at least one?"""
        ...

    def words_of_length(self, shortest: int, longest: int) -> Sequence[str]:
        """Words of the organisation's actions, whoever may see them: show none before `holds_any` found it."""
        ...
