"""What people ask about a plan as a whole. As of every message, names and fields are a public contract."""

from __future__ import annotations

from pydantic import Field

from domain.messages import Command, Need


class ClosePlan(Command):
    """Close a plan: nothing in it changes any more, and channels hear only that. `confirmed`: they saw what is open."""

    name = "close_plan"
    needs = Need.SEE
    plan: str = Field(default="", max_length=80)
    confirmed: bool = False


class ReopenPlan(Command):
    """Open a closed plan again."""

    name = "reopen_plan"
    needs = Need.SEE
    plan: str = Field(default="", max_length=80)
