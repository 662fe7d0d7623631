"""What people ask of Action Log: commands change something, queries don't.

A message is typed, or sits in a button (`{"do": name, "with": {...}}`) and comes back months later from an old card. So
`name` and the fields are a public contract: a field may be added with a default, none may be renamed or reused.
Every message says what it `needs`; the default is that nobody may.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

MAX_TEXT = 10_000
"""Characters that a note or a reason may have."""


class Need(StrEnum):
    """What a person must be to send a message. The first four are asked at the door, the others of the row. A newcomer
    has an account that the platform vouches for, but nobody has said yet who they are.
    """

    NOBODY = "nobody"
    NEWCOMER = "newcomer"
    ANYONE = "anyone"
    ADMINISTER = "administer"
    SEE = "see"
    UPDATE = "update"
    COORDINATE = "coordinate"


class Message(BaseModel):
    """A request in plain data. Subclasses with a `name` can be encoded into a button and decoded again."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    name: ClassVar[str] = ""
    needs: ClassVar[Need] = Need.NOBODY

    def with_(self, **changes: Any) -> Self:
        """The same message with other fields, validated again."""
        return type(self).model_validate(self.model_dump() | changes)

    def encode(self) -> dict[str, Any]:
        """`{"do": name, "with": {...}}`, without what is as usual."""
        return {"do": self.name, "with": self.model_dump(mode="json", exclude_defaults=True)}


class Command(Message):
    """A message that changes something."""


class Query(Message):
    """A message that only looks. `changes_by_itself`: its answer says more than rows of actions, such as who is who or
    how a plan stands, and is kept current though no action is on it.
    """

    changes_by_itself: ClassVar[bool] = False


class FormQuery(Query):
    """A message that is answered with a form."""


Ref = Field(min_length=1, max_length=80)
Words = Field(default="", max_length=MAX_TEXT)
Link = Field(default="", max_length=2_000)
Behalf = Field(default="", max_length=200)
"""For whom a coordinator says it, as the plan or the organisation calls them."""
Checked = Field(default="", max_length=600)
"""What the person was warned of that the words may hold, and saves all the same."""


class ListQuery(Query):
    """A list in pages. `keep` are keys of rows that stay on it though they no longer fit: an action that was just
    completed does not vanish under the finger.
    """

    needs = Need.ANYONE
    page: int = Field(default=1, ge=1, le=10_000)
    keep: tuple[str, ...] = Field(default=(), max_length=10)


class Mine(ListQuery):
    """My actions; `which` is open, overdue, all or done."""

    name = "mine"
    which: str = "open"


class Overdue(ListQuery):
    """What is late, of everything I may see or of one plan."""

    name = "overdue"
    plan: str = ""


class DueSoon(ListQuery):
    """What is due within so many days."""

    name = "due"
    plan: str = ""
    days: int = Field(default=30, ge=1, le=3650)


class Show(Query):
    """One action, whole."""

    name = "show"
    needs = Need.SEE
    ref: str = Ref


class Find(ListQuery):
    """Actions with these words. `read_as` settles what words mean that may say what actions are like: `words`, or
    `filters`; empty is as `domain.language.search_line` finds.
    """

    name = "find"
    words: str = Field(default="", max_length=200)
    read_as: str = Field(default="", max_length=10)


class ShowHistory(Query):
    """Everything that happened to an action."""

    name = "history"
    needs = Need.SEE
    ref: str = Ref
    page: int = Field(default=1, ge=1, le=10_000)


class Help(Query):
    """What I can say; `topic` is a command's word."""

    name = "help"
    needs = Need.ANYONE
    topic: str = Field(default="", max_length=200)


class Complete(Command):
    """Mark it complete. `confirmed`: it is done already, whatever its note says of a day ahead."""

    name = "complete"
    needs = Need.UPDATE
    ref: str = Ref
    note: str = Words
    evidence: str = Link
    seen_version: int | None = None
    confirmed: bool = False
    checked: str = Checked
    behalf: str = Behalf


class Reopen(Command):
    """Open a completed action again."""

    name = "reopen"
    needs = Need.UPDATE
    ref: str = Ref
    reason: str = Words
    seen_version: int | None = None
    checked: str = Checked


class Undo(Command):
    """Take a change back: that event (`whole`: and all that one request changed with it), or with none my last change
    (of that action). `redo` puts back what I took back last.
    """

    name = "undo"
    needs = Need.ANYONE
    ref: str = Field(default="", max_length=80)
    event: str = Field(default="", max_length=40)
    whole: bool = False
    redo: bool = False


class ChangeRag(Command):
    """Give it another colour."""

    name = "rag"
    needs = Need.UPDATE
    ref: str = Ref
    rag: str = Field(default="", max_length=80)
    reason: str = Words
    seen_version: int | None = None
    confirmed: bool = False
    checked: str = Checked
    behalf: str = Behalf


class MoveDate(Command):
    """Give it another date. `date` is as typed, `picked` from a calendar; `confirmed` answers a question about it."""

    name = "date"
    needs = Need.UPDATE
    ref: str = Ref
    date: str = Field(default="", max_length=200)
    picked: str = Field(default="", max_length=20)
    reason: str = Words
    seen_version: int | None = None
    confirmed: bool = False
    checked: str = Checked
    behalf: str = Behalf


class Assign(Command):
    """Give it other leads; `who` is as typed, with mentions as `⟦account|Name⟧`. Where the others stay, `who` comes to
    them, in the place of `instead_of`. `new` lets in a name that the plan doesn't know."""

    name = "assign"
    needs = Need.COORDINATE
    ref: str = Ref
    who: str = Field(default="", max_length=1000)
    instead_of: str = Field(default="", max_length=200)
    others_stay: bool = False
    new: bool = False
    seen_version: int | None = None


class OpenUpdate(FormQuery):
    """Show the form in which a lead says how it goes; the rest is what was typed already."""

    name = "open_update"
    needs = Need.UPDATE
    ref: str = Ref
    text: str = Words
    rag: str = Field(default="", max_length=80)
    date: str = Field(default="", max_length=200)
    reason: str = Words
    evidence: str = Link
    behalf: str = Behalf


class OpenDate(FormQuery):
    """Show the form for another date; `date` and `reason` are what is known already, `confirmed` as in `MoveDate`."""

    name = "open_date"
    needs = Need.UPDATE
    ref: str = Ref
    date: str = Field(default="", max_length=200)
    reason: str = Words
    confirmed: bool = False
    behalf: str = Behalf


class OpenAssign(FormQuery):
    """Show the form for other leads."""

    name = "open_assign"
    needs = Need.COORDINATE
    ref: str = Ref


class Update(Command):
    """How it goes: words, and with them a colour and a date if they changed. `shown_rag` is the colour that the form
    showed: one that was left as it was is no change, whatever others did meanwhile. `behalf` names who said it, where a
    coordinator writes it down for them.
    """

    name = "update"
    needs = Need.UPDATE
    ref: str = Ref
    text: str = Words
    rag: str = Field(default="", max_length=80)
    date: str = Field(default="", max_length=200)
    reason: str = Words
    evidence: str = Link
    seen_version: int | None = None
    confirmed: bool = False
    checked: str = Checked
    shown_rag: str = Field(default="", max_length=80)
    behalf: str = Behalf


class Channel(Command):
    """Which plans this channel follows; `does` is follow, unfollow or empty to look."""

    name = "channel"
    needs = Need.ANYONE
    does: str = Field(default="", max_length=20)
    plan: str = Field(default="", max_length=80)


class ShowPlans(Query):
    """The plans I can see."""

    name = "plans"
    needs = Need.ANYONE
    changes_by_itself = True


class ShowPlan(Query):
    """One plan in figures, with how it is run."""

    name = "plan"
    needs = Need.SEE
    changes_by_itself = True
    plan: str = Field(default="", max_length=80)


class ShowPlanHistory(Query):
    """What happened to a plan beside its actions: `all` of it, or who is who (`people`); or, `organisation`, what
    concerns no plan alone.
    """

    name = "plan_history"
    needs = Need.COORDINATE
    changes_by_itself = True
    plan: str = Field(default="", max_length=80)
    which: str = Field(default="all", max_length=20)
    page: int = Field(default=1, ge=1, le=10_000)


class OpenPlanSettings(FormQuery):
    """Show the form in which a coordinator says how a plan is run."""

    name = "open_settings"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)


class ChangePlanSettings(Command):
    """Run a plan in another way: yes, no, or empty to leave it. `shown` are `form` and what was on in the form."""

    name = "plan_settings"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)
    restricted: str = Field(default="", max_length=10)
    note_to_complete: str = Field(default="", max_length=10)
    sign_off: str = Field(default="", max_length=10)
    date_approval: str = Field(default="", max_length=10)
    sensitive: str = Field(default="", max_length=10)
    claims_waived: str = Field(default="", max_length=10)
    shown: tuple[str, ...] = Field(default=(), max_length=20)


class OpenComplete(FormQuery):
    """Show the form for completing an action with a note; the rest is what was typed already."""

    name = "open_complete"
    needs = Need.UPDATE
    ref: str = Ref
    note: str = Words
    evidence: str = Link
    behalf: str = Behalf


class GoLive(Command):
    """Open a draft to the organisation: from then on what becomes overdue is announced."""

    name = "golive"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)


class Questions(Query):
    """The next open question on a plan's document, or that one (`question` is its id, `number` its number)."""

    name = "questions"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)
    question: str = Field(default="", max_length=40)
    number: int = Field(default=0, ge=0, le=1_000_000)


class AnswerQuestion(Command):
    """Answer a question: with these words, or (`take`) with its suggestion. It is named by its id, or by
    plan and number.
    """

    name = "answer"
    needs = Need.COORDINATE
    question: str = Field(default="", max_length=40)
    plan: str = Field(default="", max_length=80)
    number: int = Field(default=0, ge=0, le=1_000_000)
    answer: str = Words
    take: bool = False


class AnswerAlike(Command):
    """Answer every open question like this one: take the suggestion of each of its kind, or give this answer to those
    that ask the same of the same printed words.
    """

    name = "answer_alike"
    needs = Need.COORDINATE
    question: str = Field(min_length=1, max_length=40)
    answer: str = Words


class LeaveQuestion(Command):
    """Leave a question open for later; it comes last."""

    name = "leave_question"
    needs = Need.COORDINATE
    question: str = Field(min_length=1, max_length=40)


class OpenAnswer(FormQuery):
    """Show the form in which an answer is typed."""

    name = "open_answer"
    needs = Need.COORDINATE
    question: str = Field(min_length=1, max_length=40)


class AcceptDraft(Command):
    """Import good rows: take the suggestions that are sure, and leave the other questions open."""

    name = "accept_draft"
    needs = Need.COORDINATE
    plan: str = Field(default="", max_length=80)


def _all(kind: type[Message]) -> list[type[Message]]:
    found = []
    for sub in kind.__subclasses__():
        found += [sub, *_all(sub)]
    return found


_named: dict[str, type[Message]] = {}


def by_name(name: str) -> type[Message] | None:
    """The kind of message that buttons call `name`."""
    if name not in _named:  # every press asks, and only a new kind or a wrong word is not among them
        _named.update({kind.name: kind for kind in reversed(_all(Message)) if kind.name})
    return _named.get(name)
