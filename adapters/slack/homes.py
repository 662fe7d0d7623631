"""Home tabs: published when somebody opens theirs or presses there, and again while they may look at it, when what
it shows has changed, whoever changed it and wherever.

Slack says when a tab is opened and not when it is left, and a tab that is opened again is published anew. So it is
enough to keep those current that were opened or used within the last hour: in the database, so that a restart forgets
none, and each change is published by one process, whichever comes first.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.asking import Asking, report
from adapters.slack.blocks import Json, home
from adapters.slack.envelope import Envelope
from adapters.slack.forms import Origin
from adapters.slack.trouble import code, trouble
from adapters.slack.web_api import SlackClient
from domain.context import Inbound
from domain.errors import Unavailable
from domain.home_tabs import HomeTab, HomeTabs
from domain.messages import FormQuery, Message, Query, by_name
from domain.people import Platform
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


class Homes:
    """Publishes home tabs and, where it is given `tabs`, keeps them current."""

    def __init__(self, asking: Asking, client: SlackClient, tabs: HomeTabs | None = None) -> None:
        self._asking = asking
        self._client = client
        self._tabs = tabs

    async def publish(self, envelope: Envelope, reply: Reply) -> None:
        """Show this as the tab of whoever asked."""
        view = self._drawn(reply)
        account = envelope.inbound.account
        try:
            answer = await self._client.web.views_publish(user_id=account, view=view)
        except _CALL as error:
            log.warning("views.publish failed: %s", code(error))
            return
        asks = _asks_again(envelope, reply)
        if asks is None or self._tabs is None:
            return
        tab = HomeTab(envelope.inbound.workspace, account, asks, _hash(answer), _digest(view))
        try:
            await self._asking.in_thread(self._tabs.keep, tab)
        except Unavailable as error:
            log.warning("a home tab is not kept current: the database is unavailable (%s)", error)
        except Exception as error:  # it is shown; it is only not kept current
            report(error, "keeping a home tab")

    async def run(self) -> None:
        """Keep the tabs current until cancelled."""
        if self._tabs is None:
            return
        last, looked_at = -1, self._now()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                latest = await self._asking.in_thread(self._tabs.changes)
                if latest == last and self._now() - looked_at < ANYWAY_SECONDS:
                    continue
                last, looked_at = latest, self._now()
                await self.renew()
            except Unavailable as error:
                log.warning("home tabs stay as they are: the database is unavailable (%s)", error)
            except Exception as error:
                report(error, "keeping home tabs current")

    async def renew(self, *, every: bool = False) -> int:
        """Draw the tabs that somebody may be looking at and that a change or time has passed by (or `every` one), and
        publish those that differ; gives how many.
        """
        if self._tabs is None or not self._client.is_identified:
            return 0
        published, tabs = 0, self._tabs
        taken = await self._asking.in_thread(self._take, tabs, every)
        for tab in taken:
            try:
                published += await self._renew(tabs, tab)
            except PostingDelayed as error:
                log.info("home tabs wait for %.0f s: %s", error.seconds, error.reason)
                await asyncio.sleep(error.seconds)
        return published

    def _take(self, tabs: HomeTabs, every: bool) -> Sequence[HomeTab]:
        return tabs.take(
            self._client.installation.team_id,
            latest=tabs.changes(),
            shown=timedelta(seconds=KEPT_SECONDS),
            anyway=timedelta(seconds=0.0 if every else ANYWAY_SECONDS),
            limit=_MOST_KEPT,
        )

    async def _renew(self, tabs: HomeTabs, tab: HomeTab) -> bool:
        """Publish it if it differs.

        Raises:
            PostingDelayed: Slack asks to wait.
        """
        inbound = Inbound(Platform.SLACK, tab.workspace, tab.account, "", pressed=tab.asks)
        reply = await self._asking.reply(Envelope("home", "ours", inbound, Origin(home=True)))
        if reply.outcome in {"failed", "invalid"}:
            return False  # what stands there is better than an apology that nobody asked for
        view = self._drawn(reply)
        digest = _digest(view)
        if digest == tab.digest:
            return False
        try:
            # With the hash Slack refuses it where somebody's press was shown meanwhile.
            answer = await self._client.web.views_publish(user_id=tab.account, view=view, hash=tab.hash or None)
        except _CALL as error:
            problem = trouble(error)
            if isinstance(problem, PostingDelayed):
                raise problem from None
            log.info("a home tab is no longer kept: %s", code(error))
            await self._asking.in_thread(tabs.forget, tab)
            return False
        newer = replace(tab, hash=_hash(answer), digest=digest)
        await self._asking.in_thread(lambda: tabs.drawn(newer, before=tab.hash))
        await asyncio.sleep(_BETWEEN_SECONDS)
        return True

    @staticmethod
    def _drawn(reply: Reply) -> Json:
        with speaking(reply.language):
            return home(reply)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _asks_again(envelope: Envelope, reply: Reply) -> Mapping[str, Any] | None:
    """The query that draws the same again: the list that is shown, or what was looked at. A change that was pressed
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
    return again if envelope.standing == "ours" else None


def _digest(view: Json) -> str:
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()


def _hash(answer: Any) -> str:
    view = answer.get("view")
    return str(view.get("hash") or "") if isinstance(view, dict) else ""
