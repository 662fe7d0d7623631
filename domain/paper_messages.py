"""What people ask for when a plan is to go before a board, and what they answer when a platform asks about the file."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from domain.messages import Command, Need

Kind = Literal["docx", "xlsx", "csv"]
KINDS: tuple[Kind, ...] = ("docx", "xlsx", "csv")
Identifier = Field(min_length=1, max_length=40)


class Report(Command):
    """Hand the plan back as a paper, as it is now and in its own columns. `since` is as typed: older notes are left
    out.
    """

    name = "report"
    needs = Need.SEE
    plan: str = Field(default="", max_length=80)
    since: str = Field(default="", max_length=200)
    kind: Kind = "docx"


class TakeReport(Command):
    """Yes, put the paper among my files: the answer to a question that the platform asked in our name. The address for
    it comes beside the message, never in it. `offer` names the question, `until` when it lapses.
    """

    name = "take_report"
    needs = Need.SEE
    plan: str = Identifier
    person: str = Identifier
    offer: str = Identifier
    until: datetime
    since: str = Field(default="", max_length=10)
    kind: Kind = "docx"


class LeaveReport(TakeReport):
    """No, don't put the paper among them."""

    name = "leave_report"
