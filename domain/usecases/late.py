"""Messages that could not go when they were written: do they still hold, and may they be said at this hour?

Whoever writes by itself keeps to people's hours when it writes. A platform that was out, or a process that was away,
must not turn that into a message at night, into five at once, or into one that is no longer so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.people import EVERYTHING, Platform
from domain.plans import Follow, PlanState
from domain.ports import UnitOfWork
from domain.posting import Posting
from domain.reminders.records import Recall
from domain.reminders.wishes import Rhythm, Wishes
from domain.usecases.announcing import CLOSED_POST
from domain.usecases.direct import place_of, reach
from domain.usecases.nudging import eyes_of

SOON = timedelta(minutes=5)
"""What goes within so long, at the first attempt, went when it was written."""
AN_ANSWER = timedelta(hours=1)
"""Within so long what somebody asked for is expected, whatever the hour."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of it: it goes as `posting`; or it waits until `until`; or `is_done` with it, since there is nothing
    left to send, or it was taken back.
    """

    posting: Posting
    until: datetime | None = None
    is_done: bool = False


def is_late(posting: Posting) -> bool:
    """Must it be looked at again before it goes? An edit shows what is so at its moment, and e-mail rings nowhere."""
    return (
        posting.replaces is None
        and posting.destination.platform is not Platform.EMAIL
        and (posting.attempts > 1 or posting.age > SOON)
    )


def look_again(uow: UnitOfWork, posting: Posting, owner: str, now: datetime) -> Verdict:
    """Decide, and where it is not to go, see to what becomes of it."""
    uow.see_with(EVERYTHING)
    posting = _where_it_is_now(uow, posting)
    if posting.person_id is None and posting.plan_id is not None:
        follow = _follow(uow, posting)
        plan = uow.plans.by_id(posting.plan_id)
        holds = PlanState.CLOSED if posting.key.startswith(CLOSED_POST) else PlanState.LIVE
        if plan is None or plan.state is not holds or follow is None:
            uow.outbox.leave(posting, owner, reason="the channel follows the plan no more")
            return Verdict(posting, is_done=True)
        rhythm = Rhythm.of(Wishes(hour=follow.hour), uow.organisation)
    else:
        wishes = Wishes() if posting.person_id is None else uow.reminders.wishes(posting.person_id)
        rhythm = Rhythm.of(wishes, uow.organisation)
    is_open = rhythm.is_open(now)
    if posting.recall is not None and not posting.maybe_sent and not (is_open and _holds(uow, posting, rhythm, now)):
        uow.outbox.take_back(posting, owner, reason="told anew, with what holds by then", at=now)
        return Verdict(posting, is_done=True)
    waits = not is_open and (posting.recall is not None or posting.age > AN_ANSWER)
    return Verdict(posting, until=rhythm.next_open(now) if waits else None)


def _where_it_is_now(uow: UnitOfWork, posting: Posting) -> Posting:
    """Teams may have moved a conversation to another address meanwhile."""
    where = posting.destination
    known = uow.conversation(where.platform, where.workspace, where.conversation)
    if known is None or not known.address:
        return posting
    return replace(posting, destination=replace(where, address={**where.address, **known.address}))


def _follow(uow: UnitOfWork, posting: Posting) -> Follow | None:
    where = posting.destination
    follows = uow.plans.follows(posting.plan_id) if posting.plan_id is not None else ()
    return next((one for one in follows if (one.platform, one.channel) == (where.platform, where.conversation)), None)


def _holds(uow: UnitOfWork, posting: Posting, rhythm: Rhythm, now: datetime) -> bool:
    """Is what it says still so, all of it, and is it the only one that waits for them?"""
    if posting.person_id is None or posting.recall is None:
        return True
    recall = Recall.unpacked(posting.recall)
    person = uow.people.person(posting.person_id)
    way = reach(uow, posting.person_id, now).destination
    if person is None or person.left_at is not None or way is None or place_of(way) != place_of(posting.destination):
        return False
    if recall.day != rhythm.day(now) or uow.outbox.behind(posting):
        return False
    uow.see_with(eyes_of(uow, posting.person_id, recall.day))
    rows = uow.actions.rows(list(recall.versions))
    found = {one: uow.plans.by_id(one) for one in {row.plan_id for row in rows}}
    live = {one for one, plan in found.items() if plan is not None and plan.state is PlanState.LIVE}
    uow.see_with(EVERYTHING)
    return {row.id: row.version for row in rows if row.plan_id in live} == dict(recall.versions)
