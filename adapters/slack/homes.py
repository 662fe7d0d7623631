"""Home tabs: published when somebody opens theirs or presses there, and again while they may look at it, when what
it shows has changed, whoever changed it and wherever.

Slack says when a tab is opened and not when it is left, and a tab that is opened again is published anew. So it is
enough to keep those current that were opened or used within the last hour, and nothing of it need outlive the process.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.asking import Asking, report
from adapters.slack.blocks import Json, home
from adapters.slack.envelope import Envelope
from adapters.slack.trouble import code, trouble
from adapters.slack.web_api import SlackClient
from domain.messages import FormQuery, Message, Query, by_name
from domain.posting import PostingDelayed
from domain.speech import speaking
from domain.views import Reply

log = logging.getLogger("actionlog.slack")

LOOK_SECONDS = 3.0
"""How often it is asked whether anything has changed: what happens within is one publication."""
ANYWAY_SECONDS = 60.0
"""After so long each is drawn again without a change: it says what is late, and what waits to be sent."""
KEPT_SECONDS = 3600.0
_MOST_KEPT = 300
_BETWEEN_SECONDS = 0.6
"""Slack takes a hundred publications in a minute, and presses come first."""
_CALL = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A tab as it was published. `asks` is the request that draws it again."""

    asks: Envelope
    view: Json
    hash: str
    at: float


class Homes:
    """Publishes home tabs and keeps them current. `changes` gives a number that grows with every change; it blocks."""

    def __init__(self, asking: Asking, client: SlackClient, changes: Callable[[], int] | None = None) -> None:
        self._asking = asking
        self._client = client
        self._changes = changes
        self._shown: OrderedDict[str, _Shown] = OrderedDict()

    async def publish(self, envelope: Envelope, reply: Reply) -> None:
        """Show this as the tab of whoever asked."""
        view = self._drawn(reply)
        account = envelope.inbound.account
        before = self._shown.pop(account, None)
        try:
            answer = await self._client.web.views_publish(user_id=account, view=view)
        except _CALL as error:
            log.warning("views.publish failed: %s", code(error))
            if before is not None:
                self._shown.setdefault(account, before)
            return
        asks = _asks_again(envelope, reply)
        if asks is not None:
            self._keep(account, _Shown(asks, view, _hash(answer), self._now()))

    async def run(self) -> None:
        """Keep the tabs current until cancelled."""
        if self._changes is None:
            return
        last, drawn_at = -1, self._now()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if not self._shown:
                continue
            try:
                latest = await self._asking.in_thread(self._changes)
                if latest == last and self._now() - drawn_at < ANYWAY_SECONDS:
                    continue
                last, drawn_at = latest, self._now()
                await self.renew()
            except Exception as error:  # the database is away for a while: the tabs stay as they are
                report(error, "keeping home tabs current")

    async def renew(self) -> int:
        """Draw every tab that somebody may be looking at, and publish those that differ; gives how many."""
        published = 0
        for account, shown in list(self._shown.items()):
            if self._now() - shown.at > KEPT_SECONDS:
                self._forget(account, shown)
                continue
            try:
                published += await self._renew(account, shown)
            except PostingDelayed as error:
                log.info("home tabs wait for %.0f s: %s", error.seconds, error.reason)
                await asyncio.sleep(error.seconds)
        return published

    async def _renew(self, account: str, shown: _Shown) -> bool:
        """Publish it if it differs.

        Raises:
            PostingDelayed: Slack asks to wait.
        """
        reply = await self._asking.reply(shown.asks)
        if reply.outcome in {"failed", "invalid"}:
            return False  # what stands there is better than an apology that nobody asked for
        view = self._drawn(reply)
        if view == shown.view or self._shown.get(account) is not shown:
            return False
        try:
            # With the hash Slack refuses it where somebody's press was shown meanwhile.
            answer = await self._client.web.views_publish(user_id=account, view=view, hash=shown.hash or None)
        except _CALL as error:
            problem = trouble(error)
            if isinstance(problem, PostingDelayed):
                raise problem from None
            log.info("a home tab is no longer kept: %s", code(error))
            self._forget(account, shown)
            return False
        if self._shown.get(account) is shown:
            self._shown[account] = replace(shown, view=view, hash=_hash(answer))
        await asyncio.sleep(_BETWEEN_SECONDS)
        return True

    def _keep(self, account: str, shown: _Shown) -> None:
        self._shown[account] = shown
        self._shown.move_to_end(account)
        while len(self._shown) > _MOST_KEPT:
            self._shown.popitem(last=False)

    def _forget(self, account: str, shown: _Shown) -> None:
        if self._shown.get(account) is shown:
            del self._shown[account]

    @staticmethod
    def _drawn(reply: Reply) -> Json:
        with speaking(reply.language):
            return home(reply)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _asks_again(envelope: Envelope, reply: Reply) -> Envelope | None:
    """The request that draws the same again: the list that is shown, or what was looked at. A change that was pressed
    is never asked for again, and whose workspace must be asked for each time is not kept."""
    query: Message | None = reply.source
    pressed = envelope.inbound.pressed or {}
    kind = by_name(str(pressed.get("do")))
    if query is not None:
        again: Any = query.encode()
    elif kind is not None and issubclass(kind, Query) and not issubclass(kind, FormQuery):
        again = {name: pressed[name] for name in ("do", "with") if name in pressed}
    else:
        return None
    if envelope.standing != "ours":
        return None
    inbound = replace(envelope.inbound, pressed=again, said=None, fields={}, delivery=None, facts=None, introduced={})
    return replace(envelope, kind="home", inbound=inbound, trigger_id="", source="", inputs=())


def _hash(answer: Any) -> str:
    view = answer.get("view")
    return str(view.get("hash") or "") if isinstance(view, dict) else ""
