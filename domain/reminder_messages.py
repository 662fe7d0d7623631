"""What people ask about reminders. As of every message, names and fields are a public contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote

from pydantic import Field, model_validator

from domain.messages import MAX_TEXT, Checked, Command, FormQuery, ListQuery, Need, Query, Ref, Words

MOST_KEYS = 40
"""Actions that one message names; there are pages for them."""


def pack_keys(keys: Iterable[str], room: int = 170) -> tuple[str, int]:
    """Keys in as few characters as can be (`TSP:8,9 NRP:3`), since every row of a list carries them; and how many of
    them found room.
    """
    packed, last, count = "", None, 0
    for key in keys:
        prefix, _, local = key.rpartition("-")
        token = f",{quote(local)}" if prefix == last else f"{' ' if packed else ''}{quote(prefix)}:{quote(local)}"
        if len(packed) + len(token) > room:
            break
        packed, last, count = packed + token, prefix, count + 1
    return packed, count


def unpack_keys(packed: str) -> tuple[str, ...]:
    """The keys again."""
    found = []
    for group in packed.split():
        prefix, _, rest = group.partition(":")
        found += [f"{unquote(prefix)}-{unquote(local)}".removeprefix("-") for local in rest.split(",")]
    return tuple(found)


class Reminder(ListQuery):
    """The actions that a reminder named, as they are now. `of` are their keys, see `pack_keys`; `plain`: the rows
    alone, as an answer showed them to somebody whom nobody reminded.
    """

    name = "reminder"
    of: str = Field(default="", max_length=400)
    plain: bool = False


class OpenLater(FormQuery):
    """Show the form in which somebody says when to be reminded of an action, and why not before; the rest is what was
    typed already.
    """

    name = "open_later"
    needs = Need.UPDATE
    ref: str = Ref
    until: str = Field(default="", max_length=200)
    reason: str = Words


class RemindLater(Command):
    """Don't remind me of it before that day; with `usual`, remind me as usual again."""

    name = "later"
    needs = Need.UPDATE
    ref: str = Ref
    until: str = Field(default="", max_length=200)
    reason: str = Words
    confirmed: bool = False
    usual: bool = False
    checked: str = Checked


class OpenMySettings(FormQuery):
    """Show the form in which somebody says what they wish to hear, and when."""

    name = "open_my_settings"
    needs = Need.ANYONE


class ChangeMySettings(Command):
    """Wish something else. An empty value leaves it as it is."""

    name = "my_settings"
    needs = Need.ANYONE
    before: str = Field(default="", max_length=10)
    on_the_day: str = Field(default="", max_length=10)
    late: str = Field(default="", max_length=10)
    weekly: str = Field(default="", max_length=10)
    hour: str = Field(default="", max_length=10)
    quiet_from: str = Field(default="", max_length=10)
    timezone: str = Field(default="", max_length=60)
    back_on: str = Field(default="", max_length=200)
    where: str = Field(default="", max_length=20)
    language: str = Field(default="", max_length=20)


class ChooseLanguage(Command):
    """Speak with me, or (`for_all`) with everybody who chose nothing else, in another language; `tag` is one of
    `domain.speech.LANGUAGES`. With none, the choice is shown."""

    name = "language"
    needs = Need.ANYONE
    tag: str = Field(default="", max_length=40)
    for_all: bool = False


class OpenRound(Command):
    """Ask every lead of a plan for a line by a day."""

    name = "open_round"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)
    by: str = Field(default="", max_length=200)
    confirmed: bool = False


class ShowRound(Query):
    """How an update round goes."""

    name = "show_round"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)
    round: str = Field(default="", max_length=40)


class SendAgain(Command):
    """Send again what the channels of a plan did not get."""

    name = "send_again"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)


class CloseRound(Command):
    """End a round before its deadline."""

    name = "close_round"
    needs = Need.COORDINATE
    round: str = Field(min_length=1, max_length=40)


class OpenRoundForm(FormQuery):
    """Show the form for all of my actions in a round; `page` from 1 where they are many."""

    name = "open_round_form"
    needs = Need.ANYONE
    round: str = Field(min_length=1, max_length=40)
    page: int = Field(default=1, ge=1, le=1000)


class AnswerRound(Command):
    """A line and a colour for each of these actions. The form's fields are `text_1`, `rag_1` and so on, in the order of
    `keys`; what is empty stays as it is. `versions` are those that were seen.
    """

    name = "answer_round"
    needs = Need.ANYONE
    round: str = Field(min_length=1, max_length=40)
    keys: tuple[str, ...] = Field(default=(), max_length=MOST_KEYS)
    versions: tuple[str, ...] = Field(default=(), max_length=MOST_KEYS)
    texts: tuple[str, ...] = Field(default=(), max_length=MOST_KEYS)
    rags: tuple[str, ...] = Field(default=(), max_length=MOST_KEYS)
    checked: str = Field(default="", max_length=400)

    def text(self, number: int) -> str:
        """What was said of the action of this number (from 1)."""
        return self.texts[number - 1].strip() if number <= len(self.texts) else ""

    def rag(self, number: int) -> str:
        """The colour that was chosen for it."""
        return self.rags[number - 1].strip() if number <= len(self.rags) else ""

    def saw(self, number: int, version: int) -> bool:
        """Was it seen as it is now?"""
        return number > len(self.versions) or self.versions[number - 1] == str(version)

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        fields: dict[str, dict[int, str]] = {"text": {}, "rag": {}}
        for name, value in given.items():
            kind, _, number = str(name).partition("_")
            place = int(number[:4]) if number.isascii() and number.isdecimal() else 0
            if kind in fields and isinstance(value, str) and 1 <= place <= MOST_KEYS:
                fields[kind][place] = value[:MAX_TEXT]
        gathered = {
            f"{kind}s": tuple(found.get(place, "") for place in range(1, max(found) + 1))
            for kind, found in fields.items()
            if found
        }
        return {**given, **gathered}


class ClosedDays(Command):
    """The organisation's own closed days: look at them, add some (`does` is add) or take some away (remove)."""

    name = "closed_days"
    needs = Need.ADMINISTER
    does: str = Field(default="", max_length=20)
    days: str = Field(default="", max_length=200)


class OpenPlanReminders(FormQuery):
    """Show the form in which a coordinator says how a plan reminds."""

    name = "open_reminders"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)


class ChangePlanReminders(Command):
    """After how many days leads of ongoing actions are asked, and after how many working days silence is escalated.
    0 is never, empty leaves it as it is.
    """

    name = "plan_reminders"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)
    review_days: str = Field(default="", max_length=10)
    escalate_days: str = Field(default="", max_length=10)
