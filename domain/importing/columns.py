"""A column of a plan: where it stands, what is printed over it, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.importing.draft import ColumnRole
from domain.importing.headings import Shade


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its place (from 0), its heading (or a made one), what it holds, and if that surprised.

    `given` says that a person gave the role, `unsure` that one should look at it; `confidence` (0 to 1) is how likely
    the role is, by heading and cells together, and `reasons` are why. `lower` is the lowest row of a heading whose
    upper row only groups columns of several kinds.
    """

    place: int
    heading: str
    role: ColumnRole
    shade: Shade = Shade.PLAIN
    surprise: str = ""
    given: bool = False
    unsure: bool = False
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    lower: str = ""

    @property
    def says(self) -> str:
        """The words over the column that tell what it holds."""
        return self.lower or self.heading

    @property
    def name(self) -> str:
        """What a person can call it: its heading, else `column 3`."""
        return self.heading or f"column {self.place + 1}"

    @property
    def is_bare(self) -> bool:
        """Has the column no heading of its own?"""
        return not self.heading


Layout = tuple[Column, ...]


def swap(columns: Sequence[Column], changed: Mapping[int, Column]) -> list[Column]:
    """The columns, some of them replaced (by place)."""
    return [changed.get(column.place, column) for column in columns]
