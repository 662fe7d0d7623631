"""Somebody who was picked with a platform's own `@`, and how that is spelt inside a line that was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# Adapters write every platform mention as ⟦account-id|Display name⟧ and take these two marks out of all other text.
_OPEN, _CLOSE = "⟦", "⟧"
MENTION = re.compile(r"⟦(?P<id>[^⟦⟧|]+)\|(?P<name>[^⟦⟧]*)⟧")
SOMEBODY = "that person"
"""The name of whom a platform mentions by the account alone."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody picked with the platform's own `@`: the account's id there, and the name that was shown."""

    platform_account_id: str
    name: str

    def token(self) -> str:
        """The one spelling of a mention inside a typed line: `⟦U123|Grace Dunn⟧`."""
        account = without_mention_marks(self.platform_account_id).replace("|", "")
        return f"{_OPEN}{account}|{without_mention_marks(self.name)}{_CLOSE}"


def without_mention_marks(text: str) -> str:
    """Text that cannot hold a mention: adapters send everything through this that is not a mention of the platform."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def in_names(text: str, name_of: Callable[[Mention], str] = lambda mention: mention.name) -> str:
    """Words with a name in the place of each mention."""
    return MENTION.sub(lambda found: name_of(Mention(found["id"], found["name"])), text)
