"""What people ask of the places that Action Log keeps for them. As of every message, names and fields are a public
contract.
"""

from __future__ import annotations

from pydantic import Field

from domain.messages import Mine, Need, Query


class Home(Mine):
    """Everything at a glance: my actions, what others changed lately, and how the plans that I coordinate stand."""

    name = "home"
    changes_by_itself = True


class PickAction(Query):
    """Actions that I can put into a message of mine: with these words, or with none my own."""

    name = "pick"
    needs = Need.ANYONE
    words: str = Field(default="", max_length=200)
