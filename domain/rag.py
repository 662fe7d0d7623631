"""RAG: the colour that people judge an action to have, and what a plan's own key says its colours mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RagValue(StrEnum):
    """The colours that Action Log knows. `NONE` is no judgement, which is not the same as red."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    NONE = "none"


# A word and a symbol, so that colour is never the only carrier.
_SYMBOLS = {
    RagValue.RED: "▲",
    RagValue.AMBER: "●",
    RagValue.GREEN: "✔",
    RagValue.BLUE: "◆",
    RagValue.NONE: "○",
}


@dataclass(frozen=True, slots=True)
class Rag:
    """A judgement: the word that was printed or typed (`text`) and the colour it stands for (`value`)."""

    value: RagValue = RagValue.NONE
    text: str = ""

    @classmethod
    def of(cls, value: RagValue) -> Rag:
        """The colour under its ordinary name."""
        return cls(value=value, text="" if value is RagValue.NONE else value.value.title())

    def describe(self) -> str:
        """`● Amber`; the printed word is kept where it differs: `● Amber (printed Yellow)`."""
        if self.value is RagValue.NONE:
            return f"{_SYMBOLS[self.value]} No RAG"
        name = self.value.value.title()
        printed = self.text.strip()
        tail = f" (printed {printed})" if printed and printed.casefold() != name.casefold() else ""
        return f"{_SYMBOLS[self.value]} {name}{tail}"


@dataclass(frozen=True, slots=True)
class ColourKey:
    """What a plan says its colours mean, in its own words; `complete` names the colour that means complete, if any."""

    meanings: Mapping[RagValue, str] = field(default_factory=dict)
    complete: RagValue | None = None
