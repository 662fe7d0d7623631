"""What people ask about the way back. As of every message, names and fields are a public contract."""

from __future__ import annotations

from pydantic import Field

from domain.messages import Command, Need, Query


class ShowUndo(Query):
    """What can be undone: what I changed within the last day, or with a plan what anybody changed in it."""

    name = "undo_list"
    needs = Need.ANYONE
    plan: str = Field(default="", max_length=80)


class Redo(Command):
    """Put back what I took back last (of that action)."""

    name = "redo"
    needs = Need.ANYONE
    ref: str = Field(default="", max_length=80)
