"""What people ask of the places that Action Log keeps for them. As of every message, names and fields are a public
contract.
"""

from __future__ import annotations

from domain.messages import Mine


class Home(Mine):
    """Everything at a glance: my actions, what others changed lately, and how the plans that I coordinate stand."""

    name = "home"
