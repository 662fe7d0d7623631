"""RAG: the colour that people judge an action to have, and what a plan's own key says its colours mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.speech import marked, tr


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
            return f"{_SYMBOLS[self.value]} {tr('No RAG')}"
        name = self.value.value.title()
        printed = self.text.strip()
        said = f"{_SYMBOLS[self.value]} {say_colour(self.value)}"
        if printed and printed.casefold() != name.casefold():
            return tr("{colour} (printed {printed})", colour=said, printed=printed)
        return said


_COLOURS = {
    RagValue.RED: marked("Red"),
    RagValue.AMBER: marked("Amber"),
    RagValue.GREEN: marked("Green"),
    RagValue.BLUE: marked("Blue"),
    RagValue.NONE: marked("No RAG"),
}


def say_colour(value: RagValue) -> str:
    """`Amber`: its name in the language that is spoken."""
    return tr(_COLOURS[value])


@dataclass(frozen=True, slots=True)
class ColourKey:
    """What a plan says its colours mean, in its own words; `complete` names the colour that means complete, if any."""

    meanings: Mapping[RagValue, str] = field(default_factory=dict)
    complete: RagValue | None = None
