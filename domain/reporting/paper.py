"""A plan as a paper for a board: the values that a writer of Word, Excel or CSV draws. No file format is known here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.rag import RagValue


class Holds(StrEnum):
    """What a column of the paper holds."""

    REF = "ref"
    ACTION_REF = "action_ref"
    SECTION = "section"
    RECOMMENDATION = "recommendation"
    OUTCOME = "outcome"
    ACTION = "action"
    LEAD = "lead"
    DUE = "due"
    DUE_ORIGINAL = "due_original"
    RAG = "rag"
    STATUS = "status"
    PROGRESS = "progress"
    MEASURE = "success_measure"
    OTHER = "other"


SHARED = frozenset({Holds.REF, Holds.SECTION, Holds.RECOMMENDATION, Holds.OUTCOME})
"""What stands once for all actions of a recommendation."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the heading as the plan prints it, and what stands in it."""

    heading: str
    holds: Holds


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `text` may have several lines; `rag` shades it; `day` is the one exact day that it says,
    and nothing else; `goes_on`: the cell above reaches down to here, and `text` repeats what stands there.
    """

    text: str = ""
    rag: RagValue | None = None
    day: date | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a section, under its `title` (empty: under none, or the plan has a column for it)."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole of it. `key` are the plan's colours with its own words for them, `opening` lines stand above the table
    and `foot` lines below it.
    """

    code: str
    title: str
    as_at: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]
    key: tuple[tuple[RagValue, str], ...] = ()
    opening: tuple[str, ...] = ()
    foot: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def has_titles(self) -> bool:
        """Are its rows in titled sections?"""
        return any(part.title for part in self.parts)
