"""What people of other tenants hear. Their requests are refused before a turn begins; so that they don't wait in vain,
Teams' own word for a request (a good token, an address of Teams) is enough for one sentence, the same for everybody.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.teams import compose
from adapters.teams.activity import Turn
from adapters.teams.bot import in_dialog, toast
from adapters.teams.connector import ConnectorError
from adapters.teams.envelope import Envelope, Refusal
from adapters.teams.messenger import Messenger
from domain.policy import say_barred

log = logging.getLogger("actionlog.teams")

_AGAIN_SECONDS = 60.0
_MOST_AT_ONCE = 30
"""So many strangers are written to within `_AGAIN_SECONDS`; further ones are refused without a word."""


class Stranger(Refusal):
    """Somebody of a tenant that is not ours, as Microsoft says itself."""

    def __init__(self, reason: str, envelope: Envelope) -> None:
        super().__init__(403, reason)
        self.envelope = envelope


@dataclass(slots=True)
class Strangers:
    """Says the sentence. Nothing is read for it, and nothing in it tells whether anything or anybody is there."""

    messenger: Messenger
    monotonic: Callable[[], float] = time.monotonic
    _told: OrderedDict[tuple[str, str], float] = field(default_factory=OrderedDict)

    async def tell(self, stranger: Stranger) -> Mapping[str, Any] | None:
        """The body that answers a button, a dialog or a search; `None` where Teams shows none: to a message the
        sentence goes into the conversation that it came from.
        """
        envelope = stranger.envelope
        said = say_barred("outside")
        if envelope.type == "invoke":
            return _answer(envelope.name, said)
        if envelope.type == "message" and _is_for_us(envelope) and self._may_tell(envelope):
            turn = Turn(envelope, envelope.tenants[0] if envelope.tenants else "")
            try:
                await self.messenger.reply(turn, {"type": "message", "text": said})
            except ConnectorError as error:  # they are refused all the same
                log.info("a stranger could not be told: %s", error.reason)
        return None

    def _may_tell(self, envelope: Envelope) -> bool:
        now = self.monotonic()
        while self._told and now - next(iter(self._told.values())) >= _AGAIN_SECONDS:
            self._told.popitem(last=False)
        who = (envelope.root, envelope.user_id)
        if who in self._told or len(self._told) >= _MOST_AT_ONCE:
            return False
        self._told[who] = now
        return True


def _answer(name: str, said: str) -> Mapping[str, Any]:
    if name == "composeExtension/query":
        return compose.words(said)
    if name.startswith(("task/", "composeExtension/")):
        return in_dialog(said)
    return toast(said)


def _is_for_us(envelope: Envelope) -> bool:
    """Did they write to the bot, and not only where it can read along?"""
    return envelope.is_personal or any(one.id == envelope.bot_id for one in envelope.mentions)
