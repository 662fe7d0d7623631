"""What is doubtful about the layout of one table, gathered from the signs that look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.importing.tables import TableRow

_FEW = 3  # words, cells or names that a question shows

Keys = Mapping[tuple[str, int], tuple[str, ...]]  # of the actions, by sheet or page and row


@dataclass(slots=True)
class Doubt:
    """What does not fit in one table: sentences, and the actions whose facts are in doubt (none: all of the table)."""

    sentences: dict[str, None] = field(default_factory=dict)
    keys: dict[str, None] = field(default_factory=dict)
    whole: bool = False
    row: int = 0

    def add(self, sentence: str, row: int = 0, keys: Sequence[str] = (), *, whole: bool = False) -> None:
        """Note one sign."""
        self.sentences[sentence] = None
        self.keys.update(dict.fromkeys(keys))
        self.whole = self.whole or whole
        self.row = min(filter(None, (self.row, row)), default=0)


def keys_of(row: TableRow, keys: Keys) -> tuple[str, ...]:
    """The keys of the actions that begin in a row."""
    return keys.get((row.sheet_or_page, row.number), ())


def named(texts: Sequence[str]) -> str:
    """`“Police”, “Council” and 2 more`."""
    some = [f"“{text if len(text) <= 40 else text[:37].rstrip() + '...'}”" for text in dict.fromkeys(texts)]
    more = len(some) - _FEW
    return ", ".join(some[:_FEW]) + (f" and {more} more" if more > 0 else "")
