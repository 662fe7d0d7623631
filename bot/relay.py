"""From the outbox to the platforms: each message once, whatever crashes."""

from __future__ import annotations

import asyncio
import heapq
import logging
import os
import random
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.metrics import Tally
from domain.audience import say_reason
from domain.bus import Bus
from domain.errors import StaleWrite, Unavailable
from domain.lateness import HeldTooLong, seconds_passed, sending_before
from domain.people import EVERYTHING, Platform
from domain.ports import Clock, Store
from domain.posting import Card, Claimed, Poster, Posting, PostingDelayed, PostingFailed, PostingUnclear, Served
from domain.usecases import registry
from domain.usecases.announcing import card_now, not_posted
from domain.usecases.direct import by_another_way
from domain.usecases.late import Verdict, is_late, look_again
from domain.usecases.redrawing import drawn_again

log = logging.getLogger("actionlog.relay")
T = TypeVar("T")

LEASE_SECONDS = 60
"""Longer than any call to a platform may take, so that nobody looks for a message that is still under way."""
IDLE_SECONDS = 2.0
LONGEST_TURN = 5.0
"""How long a message may wait for the pace of its place before we turn to something else."""
MOMENT = 0.25
"""How long a look waits for what it has taken up, so that the next one serves for many; for a slow one it waits no
longer, which may take its time while others go."""
MOST_OUT = 20
"""While so many are out with a platform, no more are taken up for it: where all of it is slow, the others go on."""
MOST_ATTEMPTS = 300
"""About a day at the longest pause, so that an outage of a platform loses nothing."""
LONGEST_DOUBT = timedelta(hours=1)
"""How long a message is tried of which nobody knows whether it arrived: then a person must look. By time and not by
attempts, since many of these may have been spent on waiting."""
_LONGEST_PAUSE = 300.0
_LONGEST_WISH = 3600.0
"""No longer is waited because a platform says so: whatever it says is looked at again within the hour."""
_UNCLEAR_PAUSE = 12.0
_A_MOMENT = 1.0
_SILENT_SECONDS = 30.0


class Relay:
    """Claims outbox rows and hands them to the posters. Any number of relays may run."""

    def __init__(
        self,
        store: Store,
        posters: Mapping[Platform, Poster],
        clock: Clock,
        executor: Executor,
        *,
        unclear_pause: float = _UNCLEAR_PAUSE,
        tally: Tally | None = None,
    ) -> None:
        self._store = store
        self._posters = posters
        self._clock = clock
        self._executor = executor
        self._bus = Bus(store, clock, registry)
        self._unclear_pause = unclear_pause
        self.tally = tally or Tally()
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{random.getrandbits(32):08x}"
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._silent: dict[Platform, float] = {}
        self._turns: list[float] = []
        self._out: dict[asyncio.Task[bool], Platform] = {}
        self._asked: dict[Platform, asyncio.Task[Collection[str] | None]] = {}

    def wake(self) -> None:
        """Something was written: look at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop`; what is under way is finished."""
        self._loop = asyncio.get_running_loop()
        try:
            while not stop.is_set():
                self._wake.clear()
                await _whatever_happens(self._deliver_what_is_due(stop))
                await self._until_woken(IDLE_SECONDS, stop)
        finally:
            await _whatever_happens(self._all_back())

    async def drain(self, stop: asyncio.Event | None = None) -> int:
        """Deliver everything that is due now, as fast as the platforms bear, or until `stop`; gives how many messages
        arrived.

        Raises:
            Unavailable: the database can't be reached. What was claimed is taken up again when its lease is over.
        """
        try:
            arrived = await self._deliver_what_is_due(stop)
        finally:  # nothing is left running behind the caller's back, also where one of them failed
            late = await self._all_back()
        return arrived + late

    async def _deliver_what_is_due(self, stop: asyncio.Event | None) -> int:
        """Until nothing is out and nothing comes. At `stop`, and where one fails, others may be out still."""
        arrived = 0
        rates = {platform: poster.rates for platform, poster in self._posters.items()}
        while stop is None or not stop.is_set():
            arrived += self._landed()
            served = await self._served()
            # Half of the lease is left for the call that posts, and for its traces to show in the history.
            taken_at = seconds_passed()
            send_before = taken_at + LEASE_SECONDS / 2
            postings = await self._call(
                partial(self._store.claim, self.owner, lease_seconds=LEASE_SECONDS, served=served, rates=rates)
            )
            if isinstance(postings, Claimed) and postings.again_in is not None and postings.again_in <= LONGEST_TURN:
                heapq.heappush(self._turns, seconds_passed() + postings.again_in)
            taken = {
                asyncio.create_task(self._deliver(replace(one, taken_at=taken_at, send_before=send_before))): one
                for one in postings
            }
            self._out |= {task: one.destination.platform for task, one in taken.items()}
            if taken:
                await asyncio.wait(taken, timeout=MOMENT)
            elif not await self._something_comes(stop):
                break
        return arrived

    def _landed(self) -> int:
        """How many have arrived of those that have come back; the failure of one is raised."""
        back = [task for task in self._out if task.done()]
        for task in back:
            del self._out[task]
        return _arrived([task.exception() or task.result() for task in back])

    async def _all_back(self) -> int:
        """Wait for all that is out, and give how many of it arrived. Whoever is cancelled cancels that, too."""
        out, asked = list(self._out), list(self._asked.values())
        self._out, self._asked = {}, {}
        for question in asked:
            question.cancel()
        ours = asyncio.current_task()
        if ours is not None and ours.cancelling():
            for task in out:
                task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        return _arrived(await asyncio.gather(*out, return_exceptions=True))

    async def _something_comes(self, stop: asyncio.Event | None) -> bool:
        """Wait until something may go that waits for nothing but the pace of its place, until something is back from
        its platform, or until we are woken; `False` if nothing does.
        """
        has_come = False
        while self._turns and self._turns[0] <= seconds_passed():
            heapq.heappop(self._turns)
            has_come = True
        if has_come or not (self._turns or self._out or self._asked):
            return has_come
        # Not for long: what another left behind, or put back for a moment, is looked for meanwhile.
        turn = self._turns[0] - seconds_passed() if self._turns else IDLE_SECONDS
        await self._until_woken(min(max(0.0, turn), IDLE_SECONDS), stop, *self._out, *self._asked.values())
        self._wake.clear()
        return True

    async def _until_woken(self, seconds: float, stop: asyncio.Event | None, *others: asyncio.Task[Any]) -> None:
        """Wait so long, but no longer than until we are woken, stopped, or one of the others is done."""
        events = [self._wake] if stop is None else [self._wake, stop]
        waits = [asyncio.create_task(event.wait()) for event in events]
        await asyncio.wait([*waits, *others], timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()

    async def _served(self) -> Served:
        """Where this process can write to. Other processes on the same database may have other platforms and tokens:
        what is theirs is left alone, or it would wait in the wrong hands. A platform with which much is out gets no
        more for now; and for one that does not say at once which workspaces are ours, the others don't wait.
        """
        served: dict[Platform, Collection[str] | None] = {}
        now = asyncio.get_running_loop().time()
        out = Counter(self._out.values())
        for platform, poster in self._posters.items():
            asked = self._asked.get(platform)
            if asked is None:
                if self._silent.get(platform, now) > now or out[platform] >= MOST_OUT:
                    continue
                asked = self._asked[platform] = asyncio.create_task(poster.workspaces())
            await asyncio.wait([asked], timeout=MOMENT)
            if not asked.done():
                continue
            del self._asked[platform]
            try:
                served[platform] = asked.result()
            except PostingDelayed as error:
                log.warning("%s doesn't say which workspace is ours: %s", platform.value, error.reason)
                self._silent[platform] = now + min(error.seconds, _LONGEST_WISH)
            except Exception:  # whatever one platform answers must not keep the others waiting
                log.exception("%s doesn't say which workspace is ours", platform.value)
                self._silent[platform] = now + _SILENT_SECONDS
        return served

    async def _deliver(self, posting: Posting) -> bool:
        poster = self._posters[posting.destination.platform]
        if posting.attempts > 1:
            self.tally.count(posting.destination.platform, "retried")
        try:
            posting = await self._fresh(posting)
            external_id = None
            if posting.maybe_sent and posting.replaces is None:
                external_id = await poster.find(posting)
            if external_id is None:
                if is_late(posting):
                    verdict = await self._call(partial(self._look_again, posting))
                    if verdict.is_done:
                        return False
                    posting = verdict.posting
                    if verdict.until is not None:
                        await self._until_their_hours(posting, verdict.until)
                        return False
                with sending_before(posting.send_before):
                    external_id = await poster.post(posting)
        except HeldTooLong as error:  # the machine stood still, or was slow: somebody else may be posting it now
            await self._put_back(posting, 0.0, error.reason, maybe_sent=posting.maybe_sent)
        except PostingFailed as error:
            if not await self._by_another_way(posting, error.reason):
                await self._give_up(posting, error.reason)
        except PostingDelayed as error:
            self.tally.count(posting.destination.platform, "delayed")
            await self._again(posting, error.seconds, error.reason, maybe_sent=posting.maybe_sent, held=error.asked)
        except PostingUnclear as error:
            await self._in_doubt(posting, str(error) or "no answer")
        except Unavailable:
            raise
        except Exception:  # a poster's bug must not stop the others; the row is tried again and ends as a dead letter
            log.exception("outbox %s: the poster failed", posting.id)
            await self._in_doubt(posting, "internal error")
        else:
            self.tally.count(posting.destination.platform, "sent")
            return await self._call(lambda: self._store.sent(posting, self.owner, external_id))
        return False

    def _look_again(self, posting: Posting) -> Verdict:
        try:
            with self._store.writing(posting.organisation_id) as uow:
                return look_again(uow, posting, self.owner, self._clock.now())
        except StaleWrite:  # somebody changed what it tells at this very moment
            raise PostingDelayed("it changed just now", seconds=_UNCLEAR_PAUSE) from None

    async def _until_their_hours(self, posting: Posting, moment: datetime) -> None:
        seconds = max(_A_MOMENT, (moment - self._clock.now()).total_seconds())
        await self._put_back(posting, seconds, "waits for their hours", maybe_sent=posting.maybe_sent)

    async def _fresh(self, posting: Posting) -> Posting:
        """A card is drawn as it is now, not as it was when the row was queued; and the plan is as sensitive as now."""
        card = posting.card
        if card is not None and card.account:
            return posting if posting.replaces is None else await self._call(partial(self._drawn_again, posting, card))
        if posting.plan_id is None:
            return posting
        plan_id = posting.plan_id

        def draw() -> Posting:
            with self._store.reading(posting.organisation_id) as uow:
                uow.see_with(EVERYTHING)
                plan = uow.plans.by_id(plan_id)
                sensitive = plan is not None and plan.settings.sensitive
                if card is None:
                    return replace(posting, sensitive=sensitive)
                reply = card_now(uow, card, self._clock.now())
            if reply is None and posting.replaces is not None:
                raise PostingFailed("its plan is gone")
            return replace(posting, reply=posting.reply if reply is None else reply, sensitive=sensitive)

        return await self._call(draw)

    def _drawn_again(self, posting: Posting, card: Card) -> Posting:
        """What stands in somebody's own chat, with their eyes: who may see an action no more sees it no more."""
        if card.query is None and not posting.reply.elements:
            raise PostingFailed("what it said at first is forgotten")
        reply, card = drawn_again(self._bus, card, posting.reply)
        if reply.outcome == "failed":
            raise PostingDelayed("it can't be drawn just now", seconds=_UNCLEAR_PAUSE)
        return replace(posting, reply=reply, card=card)

    async def _in_doubt(self, posting: Posting, reason: str) -> None:
        self.tally.count(posting.destination.platform, "unclear")
        if posting.claimed_for > LONGEST_DOUBT:
            await self._give_up(posting, f"in doubt for too long: {reason}")
        else:
            await self._again(posting, self._unclear_pause, reason, maybe_sent=True)

    async def _by_another_way(self, posting: Posting, reason: str) -> bool:
        """Does it go to another account of theirs?"""
        if posting.person_id is None or posting.replaces is not None:
            return False

        def turn() -> bool:
            with self._store.writing(posting.organisation_id) as uow:
                uow.see_with(EVERYTHING)
                return by_another_way(uow, posting, self.owner, reason, self._clock.now())

        try:
            found = await self._call(turn)
        except StaleWrite:  # then its coordinator hears of it
            found = False
        if found:
            self.tally.count(posting.destination.platform, "redirected")
            log.info("outbox %s goes to another account: %s", posting.id, reason)
            self.wake()
        return found

    async def _give_up(self, posting: Posting, reason: str) -> None:
        self.tally.count(posting.destination.platform, "failed")
        log.warning("outbox %s given up after %d attempts: %s", posting.id, posting.attempts, reason)
        await self._call(lambda: self._store.give_up(posting, self.owner, reason=reason))
        if posting.plan_id is not None and say_reason(reason) is not None:
            await self._call(lambda: self._tell_silence(posting, reason))

    def _tell_silence(self, posting: Posting, reason: str) -> None:
        with self._store.writing(posting.organisation_id) as uow:
            uow.see_with(EVERYTHING)
            not_posted(uow, posting, reason, self._clock.now())

    async def _again(
        self, posting: Posting, seconds: float, reason: str, *, maybe_sent: bool, held: bool = False
    ) -> None:
        if posting.attempts >= MOST_ATTEMPTS:
            await self._give_up(posting, f"too many attempts: {reason}")
            return
        longest = min(_LONGEST_PAUSE, 0.5 * 2 ** min(posting.attempts, 20))
        pause = max(min(seconds, _LONGEST_WISH), longest * random.uniform(0.5, 1.0))  # noqa: S311 - jitter
        await self._put_back(posting, pause, reason, maybe_sent=maybe_sent, held=held)

    async def _put_back(
        self, posting: Posting, seconds: float, reason: str, *, maybe_sent: bool, held: bool = False
    ) -> None:
        log.info("outbox %s put back for %.0f s: %s", posting.id, seconds, reason)
        await self._call(
            lambda: self._store.put_back(
                posting, self.owner, seconds=seconds, reason=reason, maybe_sent=maybe_sent, held=held
            )
        )

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


async def _whatever_happens(work: Awaitable[object]) -> None:
    """A relay that stands still delivers nothing: a failure is told and survived."""
    try:
        await work
    except Unavailable as error:
        log.warning("the database is unavailable (%s); trying again", error)
    except Exception:
        log.exception("the relay failed; trying again")


def _arrived(outcomes: Sequence[bool | BaseException]) -> int:
    """How many; the first failure among them is raised."""
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return sum(outcome is True for outcome in outcomes)
