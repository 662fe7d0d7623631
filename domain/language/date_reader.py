"""What every rule of the date grammar gets: where it stands, and how to read a part of the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from domain.language.date_explicit import Setting
from domain.language.spans import Readings

MAX_DEPTH = 5
# Words are read in parts, and parts in parts; no sensible date needs a tenth of this.
_MOST_READS = 300

Grammar = Callable[[str, "Reader"], Readings | None]
Rule = Callable[[re.Match[str], "Reader"], Readings | None]
Rules = tuple[tuple[re.Pattern[str], Rule], ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads words by the whole grammar, `depth` parts deep; the memory keeps hostile words from taking for ever."""

    setting: Setting
    grammar: Grammar
    depth: int = 0
    memory: dict[tuple[str, int], Readings | None] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day on which the words were typed."""
        return self.setting.today

    def inner(self, words: str, deeper: int = 1) -> Readings | None:
        """Read a part of the words, for a rule that builds on it."""
        depth = self.depth + deeper
        if depth > MAX_DEPTH or (len(self.memory) >= _MOST_READS and (words, depth) not in self.memory):
            return None
        if (words, depth) not in self.memory:
            self.memory[words, depth] = None  # while it is being read
            self.memory[words, depth] = self.grammar(words, Reader(self.setting, self.grammar, depth, self.memory))
        return self.memory[words, depth]
