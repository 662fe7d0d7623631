"""Turns: people whose time has come are looked at, told in one message what they must hear, and given their next time.

What was told is kept in the transaction that queues the message, so that nothing is told twice and nothing is lost,
whatever crashes; a process that was away tells once what it missed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.errors import StaleWrite, Unavailable
from domain.people import PersonKind
from domain.ports import Clock, Store, UnitOfWork
from domain.reminders.hearing import list_day, next_day
from domain.reminders.records import Notice, Turn
from domain.reminders.wishes import MOST_A_DAY, Rhythm
from domain.usecases.direct import tell
from domain.usecases.nudging import (
    asked_for,
    changes_of_hands,
    desk_of,
    eyes_of,
    for_the_week,
    nudges,
    personal_message,
    say_counts,
    with_told,
)
from domain.views import Reply

log = logging.getLogger("actionlog.turns")

LEASE_SECONDS = 60.0
_AT_ONCE = 50
_LONGEST_PAUSE = 3600.0
_A_MINUTE = timedelta(minutes=1)
_ONE = timedelta(days=1)


def take_turns(store: Store, clock: Clock, *, owner: str) -> int:
    """Look at everybody whose time has come; gives how many messages were queued.

    Any number of processes may do so: each person is in one pair of hands. Somebody with whom it goes wrong does not
    stop the others.
    """
    queued = 0
    while turns := store.claim_turns(owner, clock.now(), lease_seconds=LEASE_SECONDS, limit=_AT_ONCE):
        for turn in turns:
            queued += _take(store, turn, owner, clock.now())
    return queued


def _take(store: Store, turn: Turn, owner: str, now: datetime) -> int:
    try:
        with store.writing(turn.organisation_id) as uow:
            return take_turn(uow, turn, owner, now)
    except StaleWrite:  # something changed under our hands: whoever asks next looks anew
        log.info("turn of %s put off", turn.person_id)
        if turn.attempts > 3:
            store.put_turn_back(turn, owner, seconds=2.0**turn.attempts)
    except Unavailable:
        raise
    except Exception:  # what is wrong with one person's reminders must not silence the others'
        log.exception("turn of %s failed", turn.person_id)
        store.put_turn_back(turn, owner, seconds=min(_LONGEST_PAUSE, 30.0 * 2.0 ** min(turn.attempts, 20)))
    return 0


@dataclass(slots=True)
class _Day:
    """One person's day: what was sent, and what of it is left to send."""

    uow: UnitOfWork
    turn: Turn
    rhythm: Rhythm
    now: datetime
    told: int

    @property
    def day(self) -> date:
        return self.rhythm.day(self.now)

    @property
    def has_room(self) -> bool:
        return self.told < MOST_A_DAY

    def send(self, reply: Reply) -> bool:
        """One message more on this day; `False` if it can't reach them."""
        key = f"hear:{self.turn.person_id}:{self.day.isoformat()}:{self.told + 1}"
        if not tell(self.uow, self.turn.person_id, reply, key=key, now=self.now):
            return False
        self.told += 1
        return True


def take_turn(uow: UnitOfWork, turn: Turn, owner: str, now: datetime) -> int:
    """Tell one person what they must hear now, and give them their next time; gives how many messages were queued.

    Raises:
        StaleWrite: the turn is in other hands by now; nothing of it is kept.
    """
    person = uow.people.person(turn.person_id)
    if person is None or person.kind is not PersonKind.PERSON or person.left_at is not None:
        uow.reminders.done(turn, owner, next_at=None, looked_on=turn.looked_on, told=turn.told)
        return 0
    wishes = uow.reminders.wishes(turn.person_id)
    rhythm = Rhythm.of(wishes, uow.organisation)
    day = rhythm.day(now)
    uow.see_with(eyes_of(uow, turn.person_id, day))
    today = _Day(uow, turn, rhythm, now, turn.told if turn.looked_on == day else 0)
    before = today.told
    is_open = rhythm.is_open(now)
    looks = is_open and (turn.looked_on is None or turn.looked_on < day)
    desk = desk_of(uow, turn.person_id, rhythm, day)
    if looks:
        entries = nudges(desk, wishes, rhythm, day)
        weekly = for_the_week(desk, day) if wishes.weekly and list_day(rhythm, day) == day else []
        rows = {row.id: row for row in weekly} | {entry.action_id: desk.rows[entry.action_id] for entry in entries}
        if rows:
            reply = personal_message(
                rows.values(), day, intro=say_counts(list(rows.values()), day), asked=asked_for(entries)
            )
            if today.send(reply):
                uow.reminders.tell(turn.person_id, entries, now)
                desk = with_told(desk, entries)
    looked_on = day if looks else turn.looked_on
    after = day if looked_on is not None and looked_on >= day else day - _ONE
    local_hour = now.astimezone(rhythm.zone).hour
    if not looks and local_hour >= rhythm.quiet_from:
        after = max(after, day)
    following = next_day(desk.tasks, desk.told, wishes, rhythm, after, weekly=wishes.weekly and bool(desk.tasks))
    days = [*([following] if following else []), *changes_of_hands(uow, turn.person_id, after)]
    times = [max(rhythm.at(rhythm.first_day(each)), now + _A_MINUTE) for each in days]
    uow.reminders.done(turn, owner, next_at=min(times, default=None), looked_on=looked_on, told=today.told)
    return today.told - before


def due_now(notices: Sequence[Notice], now: datetime) -> list[Notice]:
    """Those that may be told by now."""
    return [one for one in notices if one.at <= now]
