"""Turns: people whose time has come are looked at, told in one message what they must hear, and given their next time.

What was told is kept in the transaction that queues the message, so that nothing is told twice and nothing is lost,
whatever crashes; a process that was away tells once what it missed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.actions import ActionRow
from domain.errors import StaleWrite, Unavailable
from domain.ids import ActionId
from domain.people import EVERYTHING, PersonKind
from domain.ports import Clock, Store, UnitOfWork
from domain.reminders.hearing import Told, list_day, next_day, next_list
from domain.reminders.records import News, Notice, Recall, Turn
from domain.reminders.wishes import MOST_A_DAY, Rhythm, Wishes
from domain.speech import speaking
from domain.usecases import nudging
from domain.usecases.direct import tell
from domain.usecases.news import (
    report_out_of_reach,
    say_assignments,
    say_claims,
    say_out_of_reach,
    say_words,
)
from domain.usecases.plan_digest import (
    coordinated,
    escalations,
    looks_daily,
    settings_button,
    watched,
    weekly,
)
from domain.usecases.requesting import say_asked
from domain.usecases.rounds import say_closed, say_rounds
from domain.views import Element, Reply, in_its_language

log = logging.getLogger("actionlog.turns")

LEASE_SECONDS = 60.0
_AT_ONCE = 50
_LONGEST_PAUSE = 3600.0
_A_MINUTE = timedelta(minutes=1)
_ONE = timedelta(days=1)
_OWN_LIST, _LIST_OF_PLANS = "own", "plans"
"""The two lists of a week that somebody may get."""


def take_turns(store: Store, clock: Clock, *, owner: str) -> int:
    """Look at everybody whose time has come; gives how many messages were queued.

    Any number of processes may do so: each person is in one pair of hands. Somebody with whom it goes wrong does not
    stop the others.
    """
    _report(store, clock.now())
    queued = 0
    while turns := store.claim_turns(owner, clock.now(), lease_seconds=LEASE_SECONDS, limit=_AT_ONCE):
        for turn in turns:
            queued += _take(store, turn, owner, clock.now())
    return queued


def _report(store: Store, now: datetime) -> None:
    for organisation_id in store.organisations_with_unreported():
        try:
            with store.writing(organisation_id) as uow:
                uow.see_with(EVERYTHING)
                report_out_of_reach(uow, now)
        except StaleWrite:
            log.info("the report on whom messages don't reach is put off")


def _take(store: Store, turn: Turn, owner: str, now: datetime) -> int:
    try:
        with store.writing(turn.organisation_id) as uow:
            return take_turn(uow, turn, owner, now)
    except StaleWrite:  # something changed under our hands: whoever asks next looks anew
        log.info("turn of %s put off", turn.person_id)
        if turn.attempts > 3:
            store.put_turn_back(turn, owner, seconds=2.0 ** min(turn.attempts, 10))
    except Unavailable:
        raise
    except Exception:  # what is wrong with one person's reminders must not silence the others'
        log.exception("turn of %s failed", turn.person_id)
        store.put_turn_back(turn, owner, seconds=min(_LONGEST_PAUSE, 30.0 * 2.0 ** min(turn.attempts, 20)))
    return 0


def take_turn(uow: UnitOfWork, turn: Turn, owner: str, now: datetime) -> int:
    """Tell one person what they must hear now, and give them their next time; gives how many messages were queued.

    Raises:
        StaleWrite: the turn is in other hands by now; nothing of it is kept.
    """
    person = uow.people.person(turn.person_id)
    if person is None or person.kind is not PersonKind.PERSON or person.left_at is not None:
        uow.reminders.done(turn, owner, next_at=None, looked_on=turn.looked_on, told=turn.told)
        return 0
    look = _Look.of(uow, turn, now)
    if look.is_open:
        with speaking(look.wishes.language or uow.organisation.language):
            look.tell_lead()
            look.tell_watcher()
    uow.reminders.done(turn, owner, next_at=look.next_at(), looked_on=look.looked_on, told=look.told)
    return look.told - look.told_before


@dataclass(slots=True)
class _Look:
    """A look at one person: their day, and what they are told in it."""

    uow: UnitOfWork
    turn: Turn
    now: datetime
    wishes: Wishes
    rhythm: Rhythm
    desk: nudging.Desk
    notices: list[Notice]
    told: int
    told_before: int

    @classmethod
    def of(cls, uow: UnitOfWork, turn: Turn, now: datetime) -> _Look:
        """Read what there is to know."""
        wishes = uow.reminders.wishes(turn.person_id)
        rhythm = Rhythm.of(wishes, uow.organisation)
        day = rhythm.day(now)
        uow.see_with(nudging.eyes_of(uow, turn.person_id, day))
        told = turn.told if turn.looked_on == day else 0
        desk = nudging.desk_of(uow, turn.person_id, rhythm, day)
        notices = list(uow.reminders.notices(turn.person_id))
        return cls(uow, turn, now, wishes, rhythm, desk, notices, told, told)

    @property
    def day(self) -> date:
        return self.rhythm.day(self.now)

    @property
    def is_open(self) -> bool:
        return self.rhythm.is_open(self.now)

    @property
    def looks(self) -> bool:
        """Is this the look of the day? There is one for each local date."""
        return self.is_open and (self.turn.looked_on is None or self.turn.looked_on < self.day)

    @property
    def looked_on(self) -> date | None:
        return self.day if self.looks else self.turn.looked_on

    def is_list_day(self, which: str) -> bool:
        """Is it the day of the week's list, or were they to be looked at on that day, and no process ran; or was
        `which` of their lists taken back, since it could not arrive?"""
        if not (self.looks and self.wishes.weekly):
            return False
        if self._taken_back(which):
            return True
        planned = list_day(self.rhythm, self.day)
        if planned >= self.day:
            return planned == self.day
        was_due = self.turn.due_at is not None and self.turn.due_at <= self.rhythm.at(planned)
        return was_due and self.turn.looked_on is not None and self.turn.looked_on < planned

    def _taken_back(self, which: str) -> list[Notice]:
        return [one for one in self._due(News.WEEK) if one.about.get("which") == which] if self.looks else []

    def tell_lead(self) -> None:
        """What they lead: the steps that have come, the weekly list, what was given to them, rounds."""
        given, rounds = self._due(News.ASSIGNED), self._due(News.ROUND, News.ROUND_AGAIN)
        due = [*given, *rounds, *self._taken_back(_OWN_LIST)]
        new = say_assignments(given, dict(self.desk.rows))
        asked = say_rounds(self.uow, rounds, self.turn.person_id, self.now)
        entries = nudging.nudges(self.desk, self.wishes, self.rhythm, self.day) if self.looks else ()
        is_list_day = self.is_list_day(_OWN_LIST)
        week = nudging.for_the_week(self.desk, self.wishes, self.rhythm, self.day) if is_list_day else []
        rows = {row.id: row for row in week}
        rows |= {entry.action_id: self.desk.rows[entry.action_id] for entry in entries} | new.rows
        above: list[Element] = [*new.elements, *asked]
        if rows or above:
            words = self._due(News.WORD)
            due += words
            above = [*say_words(words), *above]
            reply = self._to_lead(list(rows.values()), above, nudging.asked_for(entries))
            keys = {row.key for row in new.rows.values()}
            entries += nudging.entries_for(self.desk, keys, self.rhythm, self.day)
            if not self._send(reply, entries, due, weekly=_OWN_LIST if week else ""):
                return
            self.uow.reminders.tell(self.turn.person_id, entries, self.now)
            self.desk = nudging.with_told(self.desk, entries)
        self._told_of(due)

    def _to_lead(self, rows: Sequence[ActionRow], above: Sequence[Element], asked: frozenset[ActionId]) -> Reply:
        if not rows:
            return Reply(elements=(*above, settings_button()))
        intro = nudging.say_counts(rows, self.day)
        reply = nudging.personal_message(rows, self.day, intro=intro, asked=asked, above=above)
        return reply.model_copy(update={"source": None}) if above else reply

    def tell_watcher(self) -> None:
        """What they coordinate or watch: what is asked of them, whom messages don't reach, rounds that ended, silence,
        and the week; and what others did that concerns them, if no other message said so.
        """
        asked, claims, words = self._due(News.ASKED), self._due(News.CLAIM), self._due(News.WORD)
        unheard, closed = self._due(News.OUT_OF_REACH), self._due(News.ROUND_CLOSED)
        due = [*asked, *claims, *words, *unheard, *closed, *self._taken_back(_LIST_OF_PLANS)]
        elements = say_asked(self.uow, asked, self.turn.person_id, self.day)
        elements += [*say_claims(self.uow, claims), *say_words(words), *say_out_of_reach(self.uow, unheard)]
        elements += say_closed(self.uow, closed, self.now)
        entries: list[Told] = []
        weekly_of = ""
        if self.looks:
            plans = watched(self.uow, self.turn.person_id)
            late = escalations(self.uow, self.turn.person_id, coordinated(self.uow, plans), self.rhythm, self.day)
            elements, entries = elements + late.elements, late.entries
            if plans and self.is_list_day(_LIST_OF_PLANS):
                weekly_of = _LIST_OF_PLANS
                elements += weekly(self.uow, plans, self.rhythm, self.day, self.now).elements
        if elements:
            reply = Reply(elements=(*elements, settings_button()))
            if not self._send(reply, entries, due, weekly=weekly_of):
                return
            self.uow.reminders.tell(self.turn.person_id, entries, self.now)
        self._told_of(due)

    def _due(self, *kinds: News) -> list[Notice]:
        return [one for one in self.notices if one.at <= self.now and one.kind in kinds]

    def _told_of(self, notices: Sequence[Notice]) -> None:
        self.uow.reminders.told_of([one.key for one in notices], self.now)
        gone = {one.key for one in notices}
        self.notices = [one for one in self.notices if one.key not in gone]

    def _send(self, reply: Reply, entries: Sequence[Told], notices: Sequence[Notice], *, weekly: str) -> bool:
        """One message more on this day; `False` if they had enough of them, or can't be reached."""
        if self.told >= MOST_A_DAY:
            return False
        # With the fence, which each turn has alone: a number of the day comes again where a clock was set back.
        key = f"hear:{self.turn.person_id}:{self.day.isoformat()}:{self.turn.fence}:{self.told + 1}"
        recall = Recall(
            day=self.day,
            at=self.now,
            looked_on=self.turn.looked_on,
            entries=tuple(entries),
            notices=tuple((one.key, one.about) for one in notices),
            weekly=weekly,
        )
        if not tell(self.uow, self.turn.person_id, in_its_language(reply), key=key, now=self.now, recall=recall):
            return False
        self.told += 1
        return True

    def next_at(self) -> datetime | None:
        """When to look again: on the next day with something to hear, or when a notice may be told."""
        looked = self.looked_on is not None and self.looked_on >= self.day
        is_over = looked or self.now.astimezone(self.rhythm.zone).hour >= self.rhythm.quiet_from
        after = self.day if is_over else self.day - _ONE
        tasks = self.desk.tasks
        weekly_list = self.wishes.weekly and bool(tasks)
        days = nudging.changes_of_hands(self.uow, self.turn.person_id, after)
        if following := next_day(tasks, self.desk.told, self.wishes, self.rhythm, after, weekly=weekly_list):
            days.append(following)
        plans = watched(self.uow, self.turn.person_id)
        if plans and self.wishes.weekly:
            days.append(next_list(self.rhythm, after))
        if looks_daily(coordinated(self.uow, plans)):
            days.append(after + _ONE)
        times = [self.rhythm.at(self.rhythm.first_day(each)) for each in days]
        for notice in self.notices:
            at = self.rhythm.next_open(max(notice.at, self.now))
            if self.told >= MOST_A_DAY or at <= self.now:  # not today any more
                at = max(at, self.rhythm.at(self.rhythm.first_day(self.day + _ONE)))
            times.append(at)
        return max(min(times), self.now + _A_MINUTE) if times else None
