"""A plan in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.rag import RagValue


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """A plan in figures, as of a day."""

    open: int
    overdue: int
    complete: int
    no_date: int
    unlinked_leads: int
    questions: int
    colours: Mapping[RagValue, int] = field(default_factory=dict)
    """Open actions by RAG."""
