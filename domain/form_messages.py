"""What is asked through forms beside the monthly update: another wording, a new action, milestones, and the requests
that wait for a coordinator. As with all messages, names and fields are a public contract.
"""

from __future__ import annotations

from pydantic import Field

from domain.messages import Behalf, Checked, Command, FormQuery, Link, ListQuery, Need, Query, Ref, Words

_CODE = Field(default="", max_length=80)
_EVENT = Field(default="", max_length=40)
_NAMES = Field(default="", max_length=1000)
_SHORT = Field(default="", max_length=200)


class OpenRag(FormQuery):
    """Show the form for another RAG; the rest is what was typed already."""

    name = "open_rag"
    needs = Need.UPDATE
    ref: str = Ref
    rag: str = Field(default="", max_length=80)
    reason: str = Words
    behalf: str = Behalf


class OpenReopen(FormQuery):
    """Show the form for opening an action again; `reason` is what was typed already."""

    name = "open_reopen"
    needs = Need.UPDATE
    ref: str = Ref
    reason: str = Words


class OpenEdit(FormQuery):
    """Show the form for another wording; `text` is what was typed already."""

    name = "open_edit"
    needs = Need.COORDINATE
    ref: str = Ref
    text: str = Words


class Edit(Command):
    """Give an action another wording."""

    name = "edit"
    needs = Need.COORDINATE
    ref: str = Ref
    text: str = Words
    seen_version: int | None = None
    checked: str = Checked


class OpenAdd(FormQuery):
    """Show the form for a new action; the rest is what was typed already."""

    name = "open_add"
    needs = Need.COORDINATE
    plan: str = _CODE
    under: str = _CODE
    text: str = Words
    who: str = _NAMES
    date: str = _SHORT
    rag: str = _CODE


class AddAction(Command):
    """Add an action to a plan, `under` one of its recommendations. `new` lets any lead be new in the plan, `accept` the
    leads of these names, one a line: the form said that the plan has none that is called so.
    """

    name = "add"
    needs = Need.COORDINATE
    plan: str = _CODE
    under: str = _CODE
    text: str = Words
    who: str = _NAMES
    date: str = _SHORT
    rag: str = _CODE
    new: bool = False
    accept: str = _NAMES
    confirmed: bool = False
    checked: str = Checked


class ShowMilestones(Query):
    """The milestones of an action, each with its tick."""

    name = "milestones"
    needs = Need.SEE
    ref: str = Ref


class TickMilestone(Command):
    """Say that a milestone is done, or (`done` is false) that it is not: its number within the action, or its id."""

    name = "milestone"
    needs = Need.UPDATE
    ref: str = Ref
    number: int = Field(default=0, ge=0, le=1000)
    milestone: str = _EVENT
    done: bool = True
    behalf: str = Behalf


class Waiting(ListQuery):
    """The requests that wait for an answer: of the plans that I coordinate, and my own; and who says who they are."""

    name = "waiting"
    changes_by_itself = True
    plan: str = _CODE


class Approve(Command):
    """Grant a request. `asked` is the request that was seen; a later one is another matter."""

    name = "approve"
    needs = Need.COORDINATE
    ref: str = Ref
    what: str = _EVENT
    asked: str = _EVENT


class OpenSendBack(FormQuery):
    """Show the form in which a coordinator says why a request is sent back."""

    name = "open_send_back"
    needs = Need.COORDINATE
    ref: str = Ref
    what: str = _EVENT
    asked: str = _EVENT
    reason: str = Words


class SendBack(Command):
    """Send a request back to who asked, with the reason."""

    name = "send_back"
    needs = Need.COORDINATE
    ref: str = Ref
    what: str = _EVENT
    asked: str = _EVENT
    reason: str = Words
    checked: str = Checked


class Withdraw(Command):
    """Take back my own request that waits."""

    name = "withdraw"
    needs = Need.UPDATE
    ref: str = Ref
    what: str = _EVENT
    asked: str = _EVENT


class CaseWords(Command):
    """The organisation's own words and patterns that a note should not hold; `does` is add, remove, try (whether a
    `text` would be warned of), or empty.
    """

    name = "case_words"
    needs = Need.ADMINISTER
    does: str = Field(default="", max_length=20)
    pattern: str = _SHORT
    text: str = Words


class OpenLog(FormQuery):
    """Show the form in which a message becomes a progress note: its words, and the link to it."""

    name = "open_log"
    needs = Need.ANYONE
    action: str = _CODE
    ref: str = _CODE
    text: str = Words
    evidence: str = Link


class LogProgress(Command):
    """Keep a message as a progress note of an action, chosen from my own (`action`) or named (`ref`)."""

    name = "log"
    needs = Need.UPDATE
    action: str = _CODE
    ref: str = _CODE
    text: str = Words
    evidence: str = Link
