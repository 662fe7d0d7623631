"""What can go wrong, said to the person it happened to: what it is and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from domain.speech import ENGLISH, speaking, spoken, tr
from domain.views import Button, Buttons, Element, Form, Paragraph, Quote, Reply

Read = TypeVar("Read")


class DomainError(Exception):
    """Something a person should be told. `outcome` is for machines (tests, metrics), never shown."""

    outcome = "invalid"

    def __init__(self, message: str, *, buttons: tuple[Button, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.buttons = buttons
        self.language = "" if spoken() is ENGLISH else spoken().tag

    def reply(self) -> Reply:
        """The sentence, and buttons where there is a way on."""
        elements: tuple[Element, ...] = (Paragraph(text=self.message),)
        if self.buttons:
            elements += (Buttons(buttons=self.buttons),)
        return Reply.model_validate({"elements": elements, "outcome": self.outcome, "language": self.language})


class NotFound(DomainError):
    """There is no such thing, or none that this person may see: the two are never told apart."""

    outcome = "not_found"


class Asked(DomainError):
    """It can be read in more than one way; the buttons hold the choices. `quote` gives back what was typed, where it
    is too long to travel in a button.
    """

    outcome = "asked"

    def __init__(self, message: str, *, buttons: tuple[Button, ...] = (), quote: str = "") -> None:
        super().__init__(message, buttons=buttons)
        self.quote = quote

    def reply(self) -> Reply:
        """The question, what was typed, and the ways on."""
        reply = super().reply()
        if not self.quote:
            return reply
        with speaking(self.language):
            said = Quote(text=self.quote, by=tr("You typed this. It is not saved yet."))
        return reply.model_copy(update={"elements": (reply.elements[0], said, *reply.elements[1:])})


class Refused(DomainError):
    """This person may not. The sentence names who can help."""

    outcome = "refused"


class TurnedAway(Refused):
    """This account, or its workspace, may not speak with Action Log at all. `reason` is a word for the records."""

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class Stale(DomainError):
    """Somebody else was there first; the sentence says who, when and what."""

    outcome = "stale"


class Invalid(DomainError):
    """What was asked can't be done like this; the sentence says what to do instead."""


class FieldErrors(DomainError):
    """Some fields of a form can't be taken. `errors` maps a field's name to its sentence."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors


class Faults:
    """What is wrong with the fields of one form, gathered so that all of it is said at once."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def read(self, field: Callable[[], Read], instead: Read) -> Read:
        """What a field holds; where it can't be taken, `instead`, and its sentence is kept for `refuse`."""
        try:
            return field()
        except FieldErrors as wrong:
            self.errors = wrong.errors | self.errors
            return instead

    def refuse(self) -> None:
        """
        Raises:
            FieldErrors: with the sentence of every field that could not be taken.
        """
        if self.errors:
            raise FieldErrors(self.errors)


class FormAgain(DomainError):
    """The form comes back with what was typed and a sentence above it: nothing is saved yet, and nothing is lost."""

    outcome = "asked"

    def __init__(self, message: str, form: Form) -> None:
        super().__init__(message)
        self.form = form.model_copy(update={"intro": f"{message}\n\n{form.intro}".strip()})

    def reply(self) -> Reply:
        """The form."""
        return Reply.model_validate({"form": self.form, "outcome": self.outcome, "language": self.language})


class StaleWrite(Exception):
    """Two wrote the same row at once; the bus tries the loser again from the start, on what is now true."""


class Unavailable(Exception):
    """The database can't be reached or is too busy; nothing was saved."""


class ConnectionLost(Unavailable):
    """The database hung up, and another connection to it may be good. With `perhaps_saved` it did so at the very end,
    and nobody knows whether it was saved.
    """

    def __init__(self, why: str, *, perhaps_saved: bool = False) -> None:
        super().__init__(why)
        self.perhaps_saved = perhaps_saved
