"""What Action Log answers: layout in plain data, which each platform draws in its own way.

Text is text. Renderers escape it, so that a person's words can't become a mention, markup or a link, and they page or
shorten it to the platform's limits. Nothing here knows a platform.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator

from domain.drawn import Drawn
from domain.messages import FormQuery, Message, by_name
from domain.speech import ENGLISH, spoken, tr


def _decode(value: Any) -> Message:
    if isinstance(value, Message):
        return value
    kind = by_name(value["do"])
    if kind is None:
        raise ValueError("no such message")
    return kind.model_validate(value["with"])


Sends = Annotated[Message, PlainValidator(_decode), PlainSerializer(lambda message: message.encode())]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Heading(_View):
    """A line that names what follows."""

    kind: Literal["heading"] = "heading"
    text: str


class Paragraph(_View):
    """A sentence or a few; line breaks are kept."""

    kind: Literal["paragraph"] = "paragraph"
    text: str


class SmallPrint(_View):
    """What may be overlooked: where a thing comes from, what to type next."""

    kind: Literal["small_print"] = "small_print"
    text: str


class Button(_View):
    """A message waiting to be sent. `describe` is what a screen reader says where the label alone is not enough.
    `opens_form` follows from the message: its answer is a form, or a question before it.
    """

    kind: Literal["button"] = "button"
    label: str
    sends: Sends
    style: Literal["default", "primary", "danger"] = "default"
    describe: str = ""
    opens_form: bool = Field(default_factory=lambda data: isinstance(data.get("sends"), FormQuery))


class Buttons(_View):
    """Buttons side by side."""

    kind: Literal["buttons"] = "buttons"
    buttons: tuple[Button, ...]


class Item(_View):
    """A row of a list: an action. `facts` stand in one line; `done` draws it as finished; `more` folds into a menu.
    `found` are words that somebody looked for: where the row has them, as whole words, they are drawn in bold.
    """

    kind: Literal["item"] = "item"
    key: str
    text: str
    facts: tuple[str, ...] = ()
    note: str = ""
    done: bool = False
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    found: tuple[str, ...] = ()

    def parted(self, text: str) -> list[tuple[str, bool]]:
        """A text of the row in pieces, each with whether it is what somebody looked for. Joined they are the text."""
        if not self.found or not text:
            return [(text, False)] if text else []
        some = "|".join(re.escape(words) for words in self.found)
        pieces = re.split(rf"(?<!\w)({some})(?!\w)", text)
        return [(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece]


class Facts(_View):
    """Names and values."""

    kind: Literal["facts"] = "facts"
    pairs: tuple[tuple[str, str], ...]


class Quote(_View):
    """A person's own words, and who said them when."""

    kind: Literal["quote"] = "quote"
    text: str
    by: str = ""


Element = Annotated[
    Heading | Paragraph | SmallPrint | Buttons | Item | Facts | Quote,
    Field(discriminator="kind"),
]


class TextField(_View):
    """A line or (`long`) a box to write in."""

    kind: Literal["text_field"] = "text_field"
    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    required: bool = False
    max_length: int = 3000


class ChoiceField(_View):
    """One of a few; `options` are (value, label)."""

    kind: Literal["choice_field"] = "choice_field"
    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""
    hint: str = ""
    required: bool = False


class DateField(_View):
    """A date from a picker, as `YYYY-MM-DD`, or empty."""

    kind: Literal["date_field"] = "date_field"
    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False


class PersonField(_View):
    """Somebody picked from the platform's own list of people (`several`: some). The value is names as
    `domain.language.people.split_names` reads them, with commas between them: a mention for everybody who was picked,
    and with a `typed_label` also names that were typed, in a box of their own. Only a pick of the platform's becomes a
    mention. `choices` are (account id, name) of people who are likely, for clients that have no list of their own.
    """

    kind: Literal["person_field"] = "person_field"
    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    several: bool = False
    typed_label: str = ""
    choices: tuple[tuple[str, str], ...] = ()


FormField = Annotated[TextField | ChoiceField | DateField | PersonField, Field(discriminator="kind")]


class Form(_View):
    """Fields merged into `sends` when somebody saves. `errors` stand at their fields; nothing typed is lost."""

    title: str
    sends: Sends
    fields: tuple[FormField, ...]
    submit: str = Field(default_factory=lambda: tr("Save"))
    intro: str = ""
    errors: dict[str, str] = Field(default_factory=dict)


class Reply(_View):
    """An answer. `replaces` says that it stands in for the card that was pressed; with a `form`, that is shown instead.
    A reply is for the person who asked and nobody else; what a channel sees goes through the outbox. `field_errors`
    answer a form that can't be taken: each sentence belongs at its field, and the form stays open with what was typed.
    `source` is the query whose list this is. Renderers send it back with every press (`"in"` beside `"do"`), and the
    answer to a change is then that same list, with the row as it is now. `stays` says that it tells of several
    things: what is pressed on it is answered below it, and it is kept current by itself. `again` opens the form anew,
    with what was typed, where nothing was saved and the form itself may be gone by now. `language` is the tag of the
    one it is in (empty: English), so that a renderer adds its own words in the same.
    """

    elements: tuple[Element, ...] = ()
    form: Form | None = None
    replaces: bool = False
    source: Sends | None = None
    stays: bool = False
    field_errors: dict[str, str] = Field(default_factory=dict)
    again: Sends | None = None
    language: str = ""
    outcome: Literal["ok", "asked", "refused", "not_found", "stale", "invalid", "failed"] = "ok"

    @property
    def text(self) -> str:
        """All of it as plain words: what a notification shows and a screen reader reads."""
        return plain_text(self)

    def buttons(self) -> Iterator[Button]:
        """Every button in reading order."""
        for element in self.elements:
            if isinstance(element, Buttons):
                yield from element.buttons
            elif isinstance(element, Item):
                yield from element.buttons
                yield from element.more


def in_its_language(reply: Reply) -> Reply:
    """A reply that says in which language it was made: the one that is spoken, unless it says itself."""
    if reply.language or spoken() is ENGLISH:
        return reply
    return reply.model_copy(update={"language": spoken().tag})


def say(*paragraphs: str, outcome: Any = "ok") -> Reply:
    """A reply of a few sentences."""
    return Reply(elements=tuple(Paragraph(text=words) for words in paragraphs), outcome=outcome)


def plain_text(reply: Reply) -> str:
    """A reply in words alone, a line for each element."""
    return "\n".join(words for element in reply.elements if (words := plain_words(element)))


def plain_words(element: Element) -> str:
    """One of its elements likewise; empty where it says nothing."""
    return _said_in_row(element) if isinstance(element, Item) else _said(element)


def _said(element: Element) -> str:
    return "\n".join(line for line in _lines(element) if line)


_said_in_row: Drawn[Item, str] = Drawn(_said, size=4096)


def _lines(element: Element) -> Iterator[str]:
    match element:
        case Heading() | Paragraph() | SmallPrint():
            yield element.text
        case Item():
            yield " · ".join((element.key, element.text, *element.facts)).strip(" ·")
            yield element.note
        case Facts():
            for name, value in element.pairs:
                yield f"{name}: {value}"
        case Quote():
            yield f"“{element.text}”" + (f" {element.by}" if element.by else "")
        case Buttons():
            return
